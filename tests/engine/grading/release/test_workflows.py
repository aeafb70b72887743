"""The workflows for build servers: their YAML, and each of their shell lines, run with a grader that is not ours."""

import base64
import json
import re

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from kata import cli
from kata.course.stages import STAGES
from kata.grading.release.learners import WORKFLOWS, workflow
from tests.engine.grading.export.schemas import GITHUB
from tests.engine.grading.release.handed_out import GRADES, run, stand_in

PIP = re.compile(r"python -m pip install .*$", re.MULTILINE)
FAILS = "sys.exit(1)"
HOSTILE = "print('  ::set-output name=stage02::x')\nprint('::endgroup::')\n" + GRADES
BELOW = f"{GRADES}; sys.exit(1)"


@pytest.fixture
def repository(tmp_path):
    """A learners' repository whose grader does what it is told, on a server whose `pip` installs nothing."""

    def make(ci, work=GRADES):
        folder = tmp_path / "their clone"
        done = CliRunner().invoke(cli.app, ["release", str(folder), "--ci", ci])
        assert done.exit_code == 0, done.output
        (folder / "grader.py").write_text(stand_in(work), encoding="utf-8")
        return folder

    return make


def github(folder, temporary):
    """Run the steps as GitHub does: each in a shell of its own that stops at the first failure."""
    temporary.mkdir()
    steps = yaml.safe_load((folder / WORKFLOWS["github"]).read_text(encoding="utf-8"))["jobs"]["run-autograding-tests"][
        "steps"
    ]
    output = temporary / "output"
    output.touch()
    lines = [without_pip(step["run"]) for step in steps if "run" in step]
    done = [
        run(folder, "bash", "-eo", "pipefail", "-c", each, RUNNER_TEMP=str(temporary), GITHUB_OUTPUT=str(output))
        for each in lines
    ]
    return done[-1], dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())


def gitlab(folder):
    """Run the script as GitLab does: all lines in one shell that stops at the first failure."""
    script = yaml.safe_load((folder / WORKFLOWS["gitlab"]).read_text(encoding="utf-8"))["grade"]["script"]
    return run(folder, "bash", "-eo", "pipefail", "-c", without_pip("\n".join(script)))


def without_pip(lines):
    """The same lines, but nothing is installed."""
    return PIP.sub(":", lines)


@pytest.mark.parametrize("ci", WORKFLOWS)
def test_pip_can_read_what_it_is_told_to_install(repository, ci):
    (line,) = PIP.findall(workflow(ci))
    offline = line.replace("install", "install --dry-run --no-deps --no-build-isolation --no-index")
    done = run(repository(ci), "bash", "-c", offline, PIP_EXTRA_INDEX_URL="")
    assert done.returncode == 0, done.stderr


def test_each_stage_has_its_runner():
    steps = yaml.safe_load(workflow("github"))["jobs"]["run-autograding-tests"]["steps"]
    report = next(step for step in steps if step.get("name") == "report")
    names = [f"stage{stage.number:02}" for stage in STAGES]
    assert report["with"]["runners"].split(",") == names
    assert report["env"] == {f"{name.upper()}_RESULTS": f"${{{{ steps.grade.outputs.{name} }}}}" for name in names}


@pytest.mark.parametrize("ci", WORKFLOWS)
def test_no_workflow_has_a_place_that_was_not_filled(ci):
    assert not re.search(r"(?<![{$])\{\w+\}", workflow(ci))
    yaml.safe_load(workflow(ci))


def test_github_gets_an_output_for_a_stage(repository, tmp_path):
    done, output = github(repository("github"), tmp_path / "temporary")
    assert (done.returncode, list(output)) == (0, ["stage02"]), done.stderr
    jsonschema.validate(json.loads(base64.b64decode(output["stage02"])), GITHUB)


def test_what_the_grader_prints_stands_between_two_tokens(repository, tmp_path):
    done, _ = github(repository("github", HOSTILE), tmp_path / "temporary")
    lines = done.stdout.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    end = lines.index(f"::{token}::")
    assert [
        number for number, line in enumerate(lines) if line.lstrip().startswith("::") and not 0 <= number <= end
    ] == []
    assert end > 2


def test_without_results_github_gets_no_points_and_a_failed_step(repository, tmp_path):
    done, output = github(repository("github", FAILS), tmp_path / "temporary")
    assert (done.returncode != 0, output) == (True, {})


def test_gitlab_gets_its_report(repository):
    folder = repository("gitlab")
    assert gitlab(folder).returncode == 0
    assert "<testsuites" in (folder / "junit.xml").read_text(encoding="utf-8")


def test_gitlab_gets_its_report_of_a_grade_that_failed(repository):
    folder = repository("gitlab", BELOW)
    assert gitlab(folder).returncode == 1
    assert (folder / "junit.xml").is_file()
