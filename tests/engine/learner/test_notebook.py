"""Real notebooks, run by nbclient: right, wrong, hanging, crashing; and the files that `kata notebooks` writes."""

import json

import pytest

from kata.course.cells import Cell, program_of
from kata.course.stages import ROOT, STAGES
from kata.errors import NotebookError, OutputError
from kata.learner.notebook.check import check
from kata.learner.notebook.files import write_notebooks
from kata.learner.notebook.laws import laws_of
from kata.learner.notebook.shown import as_text

pytest.importorskip("jupytext", reason="the extra [notebook] is not installed")
nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")

RIGHT = "import torch\ndef sigmoid(x):\n    return torch.sigmoid(x)"
WRONG = "def sigmoid(x):\n    return torch.sigmoid(-x)"
HANGING = "def sigmoid(x):\n    while True: pass"
DEAF = """
def sigmoid(x):
    import signal, time
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while True: time.sleep(1)
"""
CRASHING = "import os\ndef sigmoid(x):\n    os._exit(3)"
LOAD = "%load_ext kata.notebook"


def run(notebook, folder):
    nbclient.NotebookClient(notebook, timeout=170, resources={"metadata": {"path": str(folder)}}).execute()
    return [shown(cell) for cell in notebook.cells if cell.cell_type == "code"]


def shown(cell):
    return "".join(each.get("text", each.get("data", {}).get("text/plain", "")) for each in cell.outputs)


def html(cell):
    return "".join(each.get("data", {}).get("text/html", "") for each in cell.outputs)


def notebook_of(*texts):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in texts])


def test_a_notebook_is_judged_right_wrong_hanging_and_crashing_and_its_kernel_lives_on(tmp_path):
    kinds = (RIGHT, WRONG, HANGING, CRASHING)
    notebook = notebook_of(LOAD, *(f"{kind}\n%check sigmoid" for kind in kinds), "6 * 7")
    _, right, wrong, hanging, crashing, alive = run(notebook, tmp_path)
    assert right == "sigmoid: all 7 laws hold"
    assert wrong.startswith("sigmoid: 1 of 7 laws hold, 6 wrong")
    assert "look at    cell of this check, line 1, in sigmoid" in wrong
    assert "no end" in hanging
    assert "the process ended in this test" in crashing
    assert alive == "42"
    assert all(text in html(notebook.cells[2]) for text in ("expected, yours, difference", "data:image/svg+xml", "✗"))


def test_a_process_that_hears_no_signal_is_ended_from_outside(tmp_path):
    *_, hanging, alive = run(notebook_of(LOAD, DEAF, "%check sigmoid", "6 * 7"), tmp_path)
    assert "sigmoid: 0 of 7 laws hold, 1 no end, 6 not reached" in hanging
    assert alive == "42"


def test_a_check_takes_no_longer_than_it_may(tmp_path):
    program = program_of([Cell("1", RIGHT)], ["sigmoid"])
    checked = check(STAGES[1], "sigmoid", program, tmp_path, laws_of(STAGES[1], "sigmoid"), 0.01)
    assert (checked.results, checked.left) == ((), 7)
    assert as_text(checked) == "sigmoid: 0 of 7 laws hold, 7 not reached"


def test_what_a_program_says_cannot_become_html(tmp_path):
    evil = "def sigmoid(x):\n    raise ValueError('<script>alert(1)</script>\\x1b[31m')"
    notebook = notebook_of(LOAD, f"{evil}\n%check sigmoid")
    run(notebook, tmp_path)
    assert "<script>" not in html(notebook.cells[1])
    assert "\x1b" not in html(notebook.cells[1])
    assert "&lt;script&gt;" in html(notebook.cells[1])


def test_a_hint_and_a_wrong_command_are_one_sentence(tmp_path):
    _, _, hint, usage, unknown = run(
        notebook_of(LOAD, RIGHT, "%hint sigmoid", "%check a b", "%check softmax"), tmp_path
    )
    assert hint.startswith("What should come out for 0?")
    assert usage == "say %check, %check sigmoid or %check --stage 9 conv_backward\n"
    assert unknown == "softmax is not defined in this notebook: run its cell first\n"


def test_another_stage_is_imported_from_the_notebook_beside_this_one(tmp_path):
    beside = notebook_of("def sigmoid(x):\n    return 7\nprint('not run again')")
    nbformat.write(beside, tmp_path / "stage02_conv_slider.ipynb")
    assert run(notebook_of(LOAD, "from stage02_conv_slider import sigmoid\nsigmoid(0)"), tmp_path)[1] == "7"


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("solved") / "note books ✓"
    write_notebooks(ROOT / "solutions", folder, None)
    return folder


@pytest.mark.parametrize("stage", [STAGES[7], STAGES[11]], ids=lambda stage: stage.module)
def test_a_solved_notebook_runs_from_top_to_bottom_and_all_laws_hold(stage, solved):
    notebook = nbformat.read(solved / f"{stage.module}.ipynb", 4)
    run(notebook, solved)
    checks = [shown(cell) for cell in notebook.cells if cell.source.startswith("%check")]
    assert len(checks) > 1
    assert [text for text in checks if "laws hold" not in text or "all" not in text] == []


def test_each_stub_is_to_do(tmp_path):
    (file,) = [each for each in write_notebooks(ROOT / "exercises", tmp_path, None) if "stage06" in each.name]
    notebook = nbformat.read(file, 4)
    run(notebook, tmp_path)
    checks = [shown(cell).splitlines()[0] for cell in notebook.cells if cell.source.startswith("%check")]
    assert checks == [
        "log_softmax: 0 of 12 laws hold, 12 to do",
        "cross_entropy: 0 of 16 laws hold, 16 to do",
        "stage 06: 0 of 28 laws hold, 28 to do",
    ]


def test_every_stage_is_a_notebook_with_its_lesson_first_and_a_check_of_each_name(solved):
    for stage in STAGES:
        cells = json.loads((solved / f"{stage.module}.ipynb").read_text(encoding="utf-8"))["cells"]
        assert "".join(cells[0]["source"]).startswith(f"# Stage {stage.number:02}: ")
        assert "".join(cells[1]["source"]).endswith(LOAD)
        assert "".join(cells[-1]["source"]) == "%check"


def test_helpers_of_a_solution_are_there_before_the_first_check(solved):
    text = (solved / "stage11_vectorised.ipynb").read_text(encoding="utf-8")
    helpers = [text.index(line) for line in ("def _", "import torch") if line in text]
    assert max(helpers) < text.index("%check im2col")
    assert "%check kernels_gradient" not in text  # it has no law of its own


def test_a_name_of_two_stages_is_checked_as_the_notebooks_own(solved):
    for name, number in (("stage08_pooling_backward", 8), ("stage11_vectorised", 11)):
        text = (solved / f"{name}.ipynb").read_text(encoding="utf-8")
        assert f"%check max_pool_backward --stage {number}" in text


def test_the_address_of_a_repository_is_a_text_in_the_first_cell_and_no_code(tmp_path):
    write_notebooks(ROOT / "exercises", tmp_path, "https://example.org/a'; import os #.git")
    cells = json.loads((tmp_path / "stage01_data_split.ipynb").read_text(encoding="utf-8"))["cells"]
    first = "".join(cells[1]["source"])
    assert '"https://example.org/a\'; import os #.git"' in first
    compile(first.replace(LOAD, ""), "first cell", "exec")


def test_work_is_not_written_over(tmp_path):
    write_notebooks(ROOT / "exercises", tmp_path, None)
    with pytest.raises(OutputError, match=r"stage01_data_split\.ipynb is there already, and may hold work"):
        write_notebooks(ROOT / "exercises", tmp_path, None)


def test_a_folder_without_stages_and_a_file_that_is_no_python_are_refused(tmp_path):
    with pytest.raises(NotebookError, match="holds no stage"):
        write_notebooks(tmp_path, tmp_path / "out", None)
    (tmp_path / "stage06_loss.py").write_text("def (", encoding="utf-8")
    with pytest.raises(NotebookError, match=r"stage06_loss\.py cannot be read as Python"):
        write_notebooks(tmp_path, tmp_path / "out", None)


def test_a_place_that_is_no_folder_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file"):
        write_notebooks(ROOT / "exercises", tmp_path / "file" / "inside", None)
