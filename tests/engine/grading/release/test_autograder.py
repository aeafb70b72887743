"""The autograder for Gradescope: what is in its zip, and a results.json whatever happens."""

import io
import json
import os
import re
import shutil
import sys
import zipfile

import jsonschema
import pytest
from typer.testing import CliRunner

from kata import cli
from kata.course.stages import ROOT
from kata.grading.release.autograder import autograder_zip, private_tests
from kata.grading.release.learners import learners_files
from tests.engine.grading.export.schemas import GRADESCOPE
from tests.engine.grading.release.handed_out import GRADES, names, run, stand_in

NOT_GRADED = "Your work was not graded, because the grader failed."


@pytest.fixture
def autograder(tmp_path):
    """Gradescope's folder, with a grader that is not ours; `autograde` runs it as Gradescope does."""
    return made_in(tmp_path / "auto grader 💥")


def made_in(folder, **options):
    zipfile.ZipFile(io.BytesIO(autograder_zip(**options))).extractall(folder / "source")
    for name in ("submission", "results"):
        (folder / name).mkdir()
    (folder / "source" / "course" / "grader.py").write_text(stand_in(), encoding="utf-8")
    (folder / "submission" / "stage02_conv_slider.py").write_text("x = 1\n", encoding="utf-8")
    return folder


def autograde(folder, **environment):
    script = folder / "source" / "run_autograder"
    return run(folder, "bash", str(script), **{"AUTOGRADER": str(folder), "PYTHON": sys.executable, **environment})


def results(folder):
    document = json.loads((folder / "results" / "results.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, GRADESCOPE)
    return document


def test_the_zip_has_two_scripts_at_its_root_and_the_course_below():
    archive = zipfile.ZipFile(io.BytesIO(autograder_zip()))
    assert {name.partition("/")[0] for name in archive.namelist()} == {"setup.sh", "run_autograder", "course"}
    assert {name for name in archive.namelist() if name.startswith("course/")} == {
        f"course/{name}" for name in learners_files()
    }
    executable = [entry.filename for entry in archive.infolist() if entry.external_attr >> 16 & 0o111]
    assert executable == ["setup.sh", "run_autograder"]


def test_the_same_course_makes_the_same_zip():
    assert autograder_zip([2]) == autograder_zip([2])


def test_no_script_names_a_host_or_has_a_place_that_was_not_filled():
    for name, data in zipped_scripts(stages=[2]).items():
        assert not re.search(r"https?:|pypi|pytorch\.org|\{\w+\}", data), name


def zipped_scripts(**options):
    archive = zipfile.ZipFile(io.BytesIO(autograder_zip(**options)))
    return {name: archive.read(name).decode("utf-8") for name in ("setup.sh", "run_autograder")}


def test_a_graded_submission_has_its_points(autograder):
    done = autograde(autograder)
    assert (done.returncode, results(autograder)["score"]) == (0, 5.0)
    assert names(autograder / "results") == ["results.json"]


def test_options_reach_the_grader(tmp_path):
    tests, weights = {"test_stage02_conv_slider.py": b""}, b"[points]\n2 = 5\n"
    folder = made_in(tmp_path, stages=[2, 3], private=tests, weights=weights, seed=7)
    told = "['--seed', '7', '--stage', '2', '--stage', '3', '--private', '../private', '--weights', '../weights.toml']"
    assert told in autograde(folder).stdout
    assert names(folder / "source" / "private") == ["test_stage02_conv_slider.py"]
    assert (folder / "source" / "weights.toml").read_bytes() == weights


@pytest.mark.parametrize(
    "work",
    [
        "raise SystemExit(2)",
        "import os; os.kill(os.getpid(), 9)",
        "import os, signal; os.kill(os.getppid(), signal.SIGKILL)",
        "write_class(Path(results), result('a'), result('b'))",
        "Path(results).mkdir(); Path(results, 'a.json').write_text('{}')",
        "Path(results).write_text('a file')",
    ],
)
def test_a_grader_that_fails_is_never_the_students_zero(autograder, work):
    (autograder / "source" / "course" / "grader.py").write_text(stand_in(work), encoding="utf-8")
    autograde(autograder)
    found = results(autograder)
    assert ("score" in found, found["tests"], found["output"].startswith(NOT_GRADED)) == (False, [], True)
    assert "tell your instructor" in found["output"]


def test_a_submission_without_a_verdict_has_no_score(autograder):
    work = "write_class(Path(results), result('a', graded=False)); sys.exit(1)"
    (autograder / "source" / "course" / "grader.py").write_text(stand_in(work), encoding="utf-8")
    done = autograde(autograder)
    assert (done.returncode, "score" in results(autograder)) == (0, False)


@pytest.mark.parametrize("missing", ["submission", "source/course", "source/course/grader.py"])
def test_what_is_missing_is_never_the_students_zero(autograder, missing):
    place = autograder / missing
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    autograde(autograder)
    assert results(autograder)["output"].startswith(NOT_GRADED)


def test_without_a_python_the_student_is_told(autograder):
    autograde(autograder, PYTHON="/no/such/python")
    assert results(autograder)["output"].startswith(NOT_GRADED)


def test_without_a_temporary_folder_the_student_is_told(autograder):
    autograde(autograder, TMPDIR="/no/such/folder")
    assert results(autograder)["output"].startswith(NOT_GRADED)


def test_an_older_result_is_not_taken_for_this_one(autograder):
    autograde(autograder)
    (autograder / "source" / "course" / "grader.py").write_text(stand_in("sys.exit(2)"), encoding="utf-8")
    autograde(autograder)
    assert "score" not in results(autograder)


def test_a_folder_of_results_that_is_not_there_is_made(autograder):
    (autograder / "results").rmdir()
    autograde(autograder)
    assert results(autograder)["score"] == 5.0


def test_pipes_and_links_in_a_submission_hold_nobody_up(autograder):
    os.mkfifo(autograder / "submission" / "pipe")
    (autograder / "submission" / "loop").symlink_to("loop")
    (autograder / "submission" / "results").symlink_to(autograder / "results")
    (autograder / "submission" / "-rf").write_text("x")
    autograde(autograder)
    assert results(autograder)["score"] == 5.0


@pytest.mark.parametrize("place", ["my work/part 1", "exercises"])
def test_stages_are_found_in_any_folder(autograder, place):
    (autograder / "submission" / place).mkdir(parents=True)
    file = "stage02_conv_slider.py"
    (autograder / "submission" / file).rename(autograder / "submission" / place / file)
    autograde(autograder)
    assert results(autograder)["score"] == 5.0


def test_a_zip_is_opened(autograder):
    with zipfile.ZipFile(autograder / "submission" / "work.zip", "w") as archive:
        archive.writestr("deep/stage02_conv_slider.py", "x = 2")
    (autograder / "submission" / "stage02_conv_slider.py").unlink()
    autograde(autograder)
    assert results(autograder)["score"] == 5.0


@pytest.mark.parametrize("name", ["", "README.md"])
def test_who_handed_in_no_stage_is_told_so(autograder, name):
    (autograder / "submission" / "stage02_conv_slider.py").unlink()
    if name:
        (autograder / "submission" / name).write_text("x")
    autograde(autograder)
    found = results(autograder)
    assert ("score" in found, "there is no file such as stage02_conv_slider.py" in found["output"]) == (False, True)


SHOWS = "print(Path(submission, 'collected.csv').read_text().splitlines()[1]); " + GRADES


@pytest.mark.parametrize(
    ("metadata", "told"),
    [
        ('{"created_at": "2026-11-29T22:00:00.365935-07:00"}', ",2026-11-29T22:00:00.365935-07:00,"),
        ('{"created_at": "2026\\n:late: yes"}', ",,"),
        ("[" * 100_000, ",,"),
    ],
)
def test_the_time_of_the_submission_reaches_the_policies(autograder, metadata, told):
    (autograder / "submission_metadata.json").write_text(metadata, encoding="utf-8")
    (autograder / "source" / "course" / "grader.py").write_text(stand_in(SHOWS), encoding="utf-8")
    done = autograde(autograder)
    assert (told in done.stdout, results(autograder)["score"]) == (True, 5.0), done.stdout


def test_nothing_is_left_behind(autograder, tmp_path):
    (tmp_path / "scratch").mkdir()
    autograde(autograder, TMPDIR=str(tmp_path / "scratch"))
    assert names(tmp_path / "scratch") == []


def test_the_command_writes_the_zip(tmp_path):
    done = CliRunner().invoke(
        cli.app, ["gradescope", str(tmp_path / "new"), "--stage", "2", "--torch-index", "a'b $(c)"]
    )
    assert done.exit_code == 0, done.output
    assert names(tmp_path) == ["new/autograder.zip"]
    archive = zipfile.ZipFile(tmp_path / "new" / "autograder.zip")
    assert """TORCH_INDEX='a'"'"'b $(c)'""" in archive.read("setup.sh").decode()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--stage", "13"], "there is no stage 13"),
        (["--private", "/no/such"], "--private: there is no folder /no/such"),
        (["--weights", "/no/such"], "--weights: /no/such cannot be read"),
    ],
)
def test_unusable_options_cost_a_sentence_and_write_nothing(tmp_path, arguments, told):
    done = CliRunner().invoke(cli.app, ["gradescope", str(tmp_path / "new"), *arguments])
    assert (done.exit_code, told in done.output, names(tmp_path)) == (2, True, [])


def test_a_private_test_that_fails_on_the_solutions_is_not_handed_out(tmp_path):
    (tmp_path / "private").mkdir()
    text = "import stage02_conv_slider as stage\n\n\ndef test_wrong():\n    assert stage.conv_output_size(1, 1) == 2\n"
    (tmp_path / "private" / "test_stage02_conv_slider.py").write_text(text, encoding="utf-8")
    command = ["python", "-m", "kata", "gradescope", str(tmp_path / "new"), "--private", str(tmp_path / "private")]
    done = run(ROOT, *command)
    assert (done.returncode, "test_wrong does not pass on the solutions" in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "new").exists()


def test_only_the_python_files_of_the_private_folder_are_taken(tmp_path):
    for name in ("test_stage02_conv_slider.py", "helper.py", ".hidden.py", "notes.txt", "grades.csv"):
        (tmp_path / name).write_text("x")
    (tmp_path / "folder.py").mkdir()
    assert list(private_tests(tmp_path)) == ["helper.py", "test_stage02_conv_slider.py"]
