"""The course proves itself: stubs are stubs, solutions pass, wrong programs are caught, nothing is left lying about."""

import ast
import re
import tomllib

import pytest

from kata.course.stages import STAGES
from kata.grading.grade import grade
from kata.grading.submissions import find_submissions
from kata.judge.limits import Limits
from tests.engine.programs import MISCONCEPTIONS, ROOT, SHORTCUTS, VARIANTS, catching_laws, programs, results

SEED = 1
"""Of the variants; the solutions have seed 0. `python -m tests.engine.selfcheck` tries many."""
every_stage = pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.module)


def definitions(file):
    """The functions, classes and methods of a file by their full name."""
    found = {}
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        if isinstance(node, ast.ClassDef):
            found.update({f"{node.name}.{each.name}": each for each in node.body if isinstance(each, ast.FunctionDef)})
    return found


def stubs(stage):
    """The names of the functions of an exercise."""
    found = definitions(ROOT / "exercises" / f"{stage.module}.py")
    return [name for name, node in found.items() if isinstance(node, ast.FunctionDef)]


def signature(node):
    """Everything of a definition that a caller sees."""
    arguments = ast.unparse(node.args) if isinstance(node, ast.FunctionDef) else [ast.unparse(b) for b in node.bases]
    returns = ast.unparse(node.returns) if getattr(node, "returns", None) else None
    return arguments, returns, ast.get_docstring(node)


def grades(folder):
    return grade(find_submissions([ROOT / folder]), STAGES, Limits())[0]


def test_every_solution_passes_every_test():
    report = grades("solutions")
    assert [catching_laws(result) for result in report.stages] == [[] for _ in STAGES]
    assert report.points == report.max_points


def test_every_test_of_a_stub_is_still_to_do():
    report = grades("exercises")
    assert report.points == 0
    assert {outcome.state for result in report.stages for outcome in result.outcomes} == {"todo"}


@pytest.fixture(scope="module")
def result_of(tmp_path_factory):
    """The result of a program; all programs of its folder are graded at once, when the first is asked for."""
    found = {}

    def result(program, **options):
        if program not in found:
            siblings = [each for each in programs(program.file.parents[1]) if each.stage is program.stage]
            found.update(results(siblings, tmp_path_factory.mktemp("programs"), **options))
        return found[program]

    return result


@pytest.mark.parametrize("program", programs(MISCONCEPTIONS), ids=lambda program: program.name)
def test_a_misconception_is_caught_by_the_law_that_it_names(program, result_of):
    (outcome,) = result_of(program, named_law_only=True).outcomes
    assert outcome.state in ("failed", "timeout")


@pytest.mark.parametrize("program", programs(VARIANTS), ids=lambda program: program.name)
def test_a_right_variant_is_accepted(program, result_of):
    assert catching_laws(result_of(program, seed=SEED)) == []


@pytest.mark.parametrize("program", programs(SHORTCUTS), ids=lambda program: program.name)
def test_a_library_that_does_the_work_is_noticed(program, result_of):
    outcomes = result_of(program).outcomes
    assert {"passed", "failed"} >= {outcome.state for outcome in outcomes}
    assert any("did the work: in this stage you write it yourself" in outcome.message for outcome in outcomes)


@every_stage
def test_exercise_and_solution_agree_in_names_signatures_and_docstrings(stage):
    exercise = definitions(ROOT / "exercises" / f"{stage.module}.py")
    solution = definitions(ROOT / "solutions" / f"{stage.module}.py")
    assert {name: signature(node) for name, node in exercise.items()} == {
        name: signature(solution[name]) for name in exercise if name in solution
    }


@every_stage
def test_a_stub_has_types_and_a_docstring_and_only_says_what_is_to_do(stage):
    for name, node in definitions(ROOT / "exercises" / f"{stage.module}.py").items():
        assert ast.get_docstring(node), name
        if isinstance(node, ast.FunctionDef):
            assert node.returns is not None, name
            expected = f"raise NotImplementedError('stage {stage.number:02}: {name}')"
            assert [ast.unparse(each) for each in node.body[1:]] == [expected]


@every_stage
def test_every_function_has_three_hints_and_no_hint_is_an_orphan(stage):
    hints = tomllib.loads((ROOT / "kata" / "course" / "hints" / f"{stage.module}.toml").read_text(encoding="utf-8"))
    assert sorted(hints) == sorted(stubs(stage))
    assert all(len(levels) == 3 and levels[0].rstrip().endswith("?") for levels in hints.values())


@every_stage
def test_an_exercise_is_a_lesson_in_percent_cells(stage):
    text = (ROOT / "exercises" / f"{stage.module}.py").read_text(encoding="utf-8")
    assert text.startswith(f"# %% [markdown]\n# # Stage {stage.number:02}: ")
    for heading in ("# ## By hand", "# ## Where the original tutorial went wrong"):
        assert heading in text


@every_stage
def test_every_law_is_one_short_sentence_and_every_test_top_level(stage):
    tree = ast.parse((ROOT / stage.test_file).read_text(encoding="utf-8"))
    tests = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test")]
    assert all(node in tree.body for node in tests)
    for node in tests:
        law = ast.get_docstring(node) or ""
        assert law.endswith("."), node.name
        assert 0 < len(law) <= 120, node.name
        assert "\n" not in law, node.name


@every_stage
def test_a_stage_has_enough_wrong_and_right_programs(stage):
    assert len([each for each in programs(MISCONCEPTIONS) if each.stage is stage]) >= 10
    assert len([each for each in programs(VARIANTS) if each.stage is stage]) >= 6


@pytest.mark.parametrize("program", programs(MISCONCEPTIONS), ids=lambda program: program.name)
def test_a_misconception_says_what_was_believed_what_to_ask_and_which_law_catches_it(program):
    text = ast.get_docstring(ast.parse(program.file.read_text(encoding="utf-8"))) or ""
    assert re.search(r"\nBelieved: .*\nAsk: .*\?\nCaught by: test_\w+\Z", text, re.DOTALL)


def test_there_is_no_stray_file():
    modules = {stage.module for stage in STAGES}
    assert {file.stem for folder in ("exercises", "solutions") for file in (ROOT / folder).glob("*.py")} == modules
    assert {file.stem for file in (ROOT / "tests/stages").glob("*.py")} == {f"test_{name}" for name in modules}
    assert {file.stem for file in (ROOT / "kata/course/hints").iterdir()} == modules
    for folder in (MISCONCEPTIONS, VARIANTS, SHORTCUTS):
        found = {each.name for each in folder.iterdir() if each.name != "__pycache__"}
        assert found == modules if folder != SHORTCUTS else found <= modules
