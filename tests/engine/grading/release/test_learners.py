"""The learners' repository: whole, working, and without a solution in it."""

import ast
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kata import cli
from kata.course.stages import ROOT, STAGES
from kata.course.syntax import normalise
from kata.errors import ControlsError, GraderError, OutputError
from kata.grading.release.course import course_files, learners_settings, read
from kata.grading.release.learners import learners_files, learners_readme
from kata.grading.release.writing import check_new, write_new
from tests.engine.grading.release.handed_out import MODULES, linked_course, names, run

RELEASED = "my kata 💥 it's new"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release") / RELEASED
    done = CliRunner().invoke(cli.app, ["release", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


def squeezed(text):
    """A text without its spaces, quotes and the ends of its lines."""
    return re.sub(r"[\s\\'\"]+", "", text)


def bodies(text):
    """What each function of a solution does, without its docstring."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body:
                yield node.name, squeezed("".join(ast.get_source_segment(text, each) for each in body))


SOLVED = [
    (module, name, body)
    for module in MODULES
    for name, body in bodies((ROOT / "solutions" / f"{module}.py").read_text(encoding="utf-8"))
]


def test_no_function_of_a_solution_is_in_any_file(released):
    assert len(SOLVED) >= 50
    texts = {name: squeezed((released / name).read_bytes().decode("utf-8", "replace")) for name in names(released)}
    assert [
        (name, module, function) for module, function, body in SOLVED for name in texts if body in texts[name]
    ] == []


def test_no_function_of_a_solution_is_in_any_file_by_other_names_for_its_variables(released):
    solved = {
        each for module in MODULES for each in normalise((ROOT / "solutions" / f"{module}.py").read_bytes()).values()
    }
    for name in names(released):
        if name.endswith(".py"):
            assert solved.isdisjoint(normalise((released / name).read_bytes()).values()), name


def test_it_has_the_course_and_nothing_else(released):
    found = names(released)
    assert {name.partition("/")[0] for name in found} == {
        *("exercises", "tests", "kata", "docs"),
        *("README.md", "LICENSE", "constraints.txt", "pyproject.toml", ".gitignore", "grader.py"),
    }
    assert [name for name in found if name.startswith("exercises/")] == [f"exercises/{name}.py" for name in MODULES]
    assert [name for name in found if name.startswith("tests/stages/")] == [stage.test_file for stage in STAGES]
    assert not [name for name in found if "__pycache__" in name or name.startswith("tests/engine")]


def test_its_engine_is_the_whole_engine(released):
    sources = [file for file in (ROOT / "kata").rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    assert [name for name in names(released) if name.startswith("kata/")] == sorted(
        file.relative_to(ROOT).as_posix() for file in sources
    )


def test_its_engine_is_the_one_that_runs(released):
    done = run(released, "python", "-c", "import kata; print(kata.__file__)")
    assert done.stdout.strip() == str(released / "kata" / "__init__.py")


def test_pytest_says_the_same_as_in_the_repository(released):
    said = [run(folder, "python", "-m", "pytest", STAGES[1].test_file).stdout for folder in (released, ROOT)]
    assert said[0].rpartition(" in ")[0] == said[1].rpartition(" in ")[0]
    assert "Next: open exercises/stage02_conv_slider.py" in said[0]


def test_a_solution_that_is_put_into_it_passes(released, tmp_path):
    shutil.copytree(ROOT / "solutions", tmp_path / "done")
    done = run(released, "python", "-m", "pytest", f"--target={tmp_path / 'done'}", STAGES[1].test_file)
    assert (done.returncode, "42 passed" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    ("command", "status", "told"),
    [
        (("hint", "2", "sigmoid"), 0, "What should come out for 0?"),
        (("demo", "exercises"), 2, "exercises is not solved that far: stage 01: train_test_split is still to do\n"),
        (("demo",), 2, "exercises is not solved that far: stage 01: train_test_split is still to do\n"),
        (("demo", "solutions"), 2, "there is no folder solutions: try exercises"),
        (("train", "exercises"), 2, "is still to do\n"),
        (("train", "solutions"), 2, "there is no folder solutions: try exercises"),
        (("release", "again"), 0, "written:"),
    ],
)
def test_each_command_works_or_says_in_a_sentence_why_not(released, tmp_path, command, status, told):
    copy = shutil.copytree(released, tmp_path / "copy")
    done = run(copy, "python", "-m", "kata", *command, COLUMNS="200")
    assert (done.returncode, told in done.stdout + done.stderr) == (status, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_release_of_a_release_is_the_same(released):
    assert learners_files(root=released) == learners_files()


def test_the_readme_has_the_picture_and_the_stages_and_names_nothing_that_is_not_there(released):
    page = (released / "README.md").read_text(encoding="utf-8")
    assert page.count("| `stage") == len(STAGES)
    assert "(docs/digit.png)" in page
    assert "{" not in page
    assert not re.search("solution|misconception|CONTRIBUTING|benchmark", page)


def test_a_readme_without_its_parts_is_an_error():
    with pytest.raises(GraderError, match="no longer the part 'For learners'"):
        learners_readme((ROOT / "README.md").read_text(encoding="utf-8").replace("## For learners", "## Learners"))


def test_its_settings_are_ours_without_those_of_tools_for_maintainers():
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    theirs = tomllib.loads(learners_settings((ROOT / "pyproject.toml").read_text(encoding="utf-8")))
    ours["tool"] = {name: ours["tool"][name] for name in ("setuptools", "pytest")}
    assert theirs == ours


@pytest.mark.parametrize(
    "filled", ["    return 1", "    x = 1\n    raise NotImplementedError('stage 02: f')", "    pass"]
)
def test_a_filled_stub_is_not_handed_out(tmp_path, filled):
    root = linked_course(tmp_path / "course")
    (root / "exercises").unlink()
    shutil.copytree(ROOT / "exercises", root / "exercises")
    (root / "exercises" / "stage02_conv_slider.py").write_text(f"def f():\n    'A docstring.'\n{filled}\n")
    with pytest.raises(GraderError, match=r"exercises/stage02_conv_slider\.py, line 1, is no stub any more"):
        course_files(root)


def test_what_else_lies_in_the_repository_stays_there(tmp_path):
    root = linked_course(tmp_path / "course")
    for name in ("exercises", "tests", "kata"):
        (root / name).unlink()
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("engine", "__pycache__"))
    for name in (
        "exercises/notes.py",
        "exercises/stage02_solved.py",
        "tests/stages/test_private.py",
        "tests/stages/stage02_conv_slider.py",
        "kata/.#cli.py",
        "kata/course/hints/.secret.toml",
        "kata/solved.txt",
        ".env",
        "private/test_stage02_conv_slider.py",
    ):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("secret = 1", encoding="utf-8")
    assert learners_files(root=root) == learners_files()


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(GraderError, match=r"LICENSE cannot be read, and belongs to the course"):
        read(tmp_path, "LICENSE")


def test_an_unknown_workflow_is_refused_by_name():
    with pytest.raises(ControlsError, match="--ci: there is no workflow for jenkins: choose from github, gitlab"):
        learners_files("jenkins")


def test_an_empty_folder_is_filled(tmp_path):
    write_new(tmp_path / "new", {"a/b": b"1"})
    (tmp_path / "empty").mkdir()
    write_new(tmp_path / "empty", {"a/b": b"1"})
    assert names(tmp_path) == ["empty/a/b", "new/a/b"]


def test_a_folder_that_is_not_empty_is_left_as_it_is(tmp_path):
    (tmp_path / "mine").write_text("1")
    with pytest.raises(OutputError, match="is not empty: name a new folder"):
        write_new(tmp_path, {"a": b"1"})
    assert names(tmp_path) == ["mine"]


def test_what_cannot_be_a_folder_is_refused(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("1")
    with pytest.raises(OutputError, match="is a file: name a new folder"):
        check_new(tmp_path / "file")
    with pytest.raises(OutputError, match="there is no folder"):
        check_new(tmp_path / "no" / "folder")
    monkeypatch.setattr(Path, "iterdir", lambda folder: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    with pytest.raises(OutputError, match="cannot be looked into: Permission denied"):
        check_new(tmp_path)


def test_nothing_half_written_stays(tmp_path):
    with pytest.raises(OutputError, match="could not be written"):
        write_new(tmp_path / "new", {"a": b"1", "b": b"2", "a/c": b"3"})
    assert list(tmp_path.iterdir()) == []
