"""Stage files made of notebooks: found by name or by what they define, and refused where they cannot be told."""

import json
import sys

import pytest

from kata.course.notebooks import LARGEST
from kata.course.stages import ROOT
from kata.errors import NotebookError, OutputError
from kata.learner.notebook.back import make_stages
from tests.engine import warm

SIGMOID = "import torch\ndef sigmoid(x):\n    return torch.sigmoid(x)"
LONG = '{"cells": []}' + " " * LARGEST


def write(file, *texts):
    cells = [{"cell_type": "code", "source": text.splitlines(keepends=True)} for text in texts]
    cells.insert(0, {"cell_type": "markdown", "source": ["# A title"]})
    file.write_text(json.dumps({"cells": cells}), encoding="utf-8")


def test_a_notebook_named_like_a_stage_becomes_its_file(tmp_path):
    write(tmp_path / "stage02_conv_slider.ipynb", "!pip list", SIGMOID, "%%bash\necho", "print(sigmoid(1))")
    (made,) = make_stages(tmp_path, tmp_path / "out")
    assert made.file.read_text(encoding="utf-8") == f"{SIGMOID}\n"
    assert made.skipped == ("4",)


def test_a_notebook_of_any_name_is_known_by_what_it_defines(tmp_path):
    write(tmp_path / "Hausaufgabe 6 ✓.ipynb", "def log_softmax(x): pass", "def cross_entropy(x, y): pass")
    write(tmp_path / "notes.ipynb", "x = 1")
    assert [made.file.name for made in make_stages(tmp_path, tmp_path / "out")] == ["stage06_loss.py"]


def test_a_name_of_two_stages_means_the_one_that_is_there_for_the_most_part(tmp_path):
    write(tmp_path / "a.ipynb", "def max_pool_backward(x, k, g): pass")
    assert make_stages(tmp_path, tmp_path / "out")[0].file.name == "stage08_pooling_backward.py"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"cells": 3}', '{"cells": [{}]}', "[" * 10**5, '{"cells": []}' + " " * LARGEST]
)
def test_what_is_no_notebook_is_told(tmp_path, text):
    (tmp_path / "a.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(NotebookError, match=r"a\.ipynb is no notebook"):
        make_stages(tmp_path, tmp_path / "out")


def test_two_notebooks_of_a_stage_none_and_files_that_are_there_are_refused(tmp_path):
    with pytest.raises(NotebookError, match="holds no notebook of a stage"):
        make_stages(tmp_path, tmp_path / "out")
    write(tmp_path / "a.ipynb", SIGMOID)
    make_stages(tmp_path, tmp_path / "out")
    with pytest.raises(OutputError, match="is there already"):
        make_stages(tmp_path, tmp_path / "out")
    write(tmp_path / "b.ipynb", SIGMOID)
    with pytest.raises(NotebookError, match=r"a\.ipynb and b\.ipynb are both about stage 2"):
        make_stages(tmp_path, tmp_path / "other")


def test_a_place_that_is_no_folder_is_told(tmp_path):
    write(tmp_path / "a.ipynb", SIGMOID)
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file"):
        make_stages(tmp_path, tmp_path / "file" / "inside")


def test_solutions_survive_the_way_into_notebooks_and_back(tmp_path):
    pytest.importorskip("jupytext")
    kata = [sys.executable, "-m", "kata"]
    for command in (["notebooks", "n", "--target", str(ROOT / "solutions")], ["stages", "n", "back"]):
        warm.run([*kata, *command], cwd=tmp_path).check_returncode()
    options = [f"--target={tmp_path / 'back'}", "-p", "no:cacheprovider", "--examples=2"]
    tests = [f"tests/stages/test_{name}.py" for name in ("stage06_loss", "stage02_conv_slider")]
    run = warm.run([sys.executable, "-m", "pytest", *options, *tests], cwd=ROOT)
    assert run.returncode == 0, run.stdout
