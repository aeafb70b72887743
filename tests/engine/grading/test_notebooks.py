"""Notebooks that are handed in are judged like files, and whatever is in one costs its own submission only."""

import json
import os
import shutil
import subprocess
import sys
import time

import pytest

from kata.course.stages import ROOT, STAGES
from kata.errors import GraderError
from kata.grading import reader
from kata.grading.grade import grade
from kata.grading.notebooks import answers
from kata.grading.notebooks.convert import convert
from kata.grading.snapshot import Snapshot
from kata.grading.submissions import find_submissions
from kata.judge.limits import Limits
from kata.learner.notebook.back import make_stages

NAME = "stage02_conv_slider"
SIGMOID = "import torch\n\n\ndef sigmoid(x):\n    return 1 / (1 + torch.exp(-x))\n"
WRONG = "import torch\n\n\ndef sigmoid(x):\n    return 1 / (1 + torch.exp(x))\n"
POOL = "class MaxPoolLayer:\n    pass"


def notebook(*cells):
    return json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]})


@pytest.fixture
def converted(tmp_path):
    """What becomes of a folder with these files, and the copy of it."""

    def make(files):
        for name, text in files.items():
            (tmp_path / "ada").mkdir(exist_ok=True)
            (tmp_path / "ada" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        snapshot = Snapshot.of(tmp_path / "ada", tmp_path / "copy")
        return convert(snapshot), snapshot.folder

    return make


def test_a_notebook_gives_the_file_that_kata_stages_gives(converted, tmp_path):
    found, folder = converted({f"{NAME}.ipynb": notebook("!pip list", SIGMOID, "%%bash\necho", "sigmoid(1)")})
    make_stages(tmp_path / "ada", tmp_path / "made")
    assert (folder / f"{NAME}.py").read_bytes() == (tmp_path / "made" / f"{NAME}.py").read_bytes()
    assert found.told == (f"{NAME}.ipynb: skipped, as no Python: cell 3",)
    assert (list(found.made), found.wrong, sorted(each.name for each in folder.iterdir())) == (
        [NAME],
        {},
        [f"{NAME}.py"],
    )


def test_a_notebook_of_any_name_is_of_the_stage_that_its_cells_define(converted):
    found, folder = converted({"Übung 2.IPYNB": notebook(SIGMOID), "notes.ipynb": notebook("x = 1"), "x.txt": "x"})
    assert sorted(each.name for each in folder.iterdir()) == ["notes.ipynb", f"{NAME}.py", "x.txt"]
    assert found.told == ("notes.ipynb defines no function of a stage",)
    assert found.hashes.keys() == {"/", "notes.ipynb", f"{NAME}.py", "x.txt"}


@pytest.mark.parametrize("name", [f"{NAME}.ipynb", "other.ipynb"])
def test_a_file_counts_before_a_notebook(converted, name):
    found, folder = converted({f"{NAME}.py": "own", name: notebook(SIGMOID)})
    assert (folder / f"{NAME}.py").read_text(encoding="utf-8") == "own"
    assert found.told == (f"{name} is about stage 2: {NAME}.py is there too, and counts",)


def test_of_two_notebooks_the_one_that_is_named_like_the_stage_counts(converted):
    found, folder = converted({"a.ipynb": notebook(WRONG), f"{NAME}.ipynb": notebook(SIGMOID)})
    assert (folder / f"{NAME}.py").read_text(encoding="utf-8") == f"{SIGMOID.strip()}\n".replace("\n\n\n", "\n")
    assert found.told == (f"a.ipynb: about stage 2 too, of which {NAME}.ipynb counts",)


def test_two_notebooks_of_other_names_are_refused_by_name(converted):
    found, folder = converted({"a.ipynb": notebook(WRONG), "b.ipynb": notebook(SIGMOID)})
    assert found.wrong == {NAME: "2 notebooks are about stage 2, hand in one: a.ipynb, b.ipynb"}
    assert not (folder / f"{NAME}.py").exists()


def test_a_folder_by_the_name_of_a_stages_file_counts_as_one(converted, tmp_path):
    (tmp_path / "ada" / f"{NAME}.py").mkdir(parents=True)
    found, folder = converted({f"{NAME}.ipynb": notebook(SIGMOID)})
    assert ((folder / f"{NAME}.py").is_dir(), found.made) == (True, {})


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_notebook_that_is_no_file_is_refused_by_name_and_never_opened(converted, tmp_path, kind):
    (tmp_path / "ada").mkdir()
    place = tmp_path / "ada" / f"{NAME}.ipynb"
    os.mkfifo(place) if kind == "pipe" else place.symlink_to("/dev/zero")
    found, _ = converted({"b.ipynb": notebook(SIGMOID)})
    assert found.wrong == {NAME: f"{NAME}.ipynb is a {kind}: hand in the file itself"}
    assert found.told == (f"b.ipynb: about stage 2 too, of which {NAME}.ipynb counts",)


def test_a_damaged_notebook_beside_a_file_costs_nothing(converted, tmp_path):
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / f"{NAME}.ipynb").symlink_to("/dev/zero")
    found, _ = converted({f"{NAME}.py": "own"})
    assert (found.wrong, found.told) == ({}, (f"{NAME}.ipynb is a link: hand in the file itself",))


DAMAGED = {
    "empty": "",
    "no JSON": "{",
    "no text": b"\xff\x00",
    "deep": "[" * 1_000_000,
    "deep cells": '{"cells": ' + '[{"a": ' * 100_000,
    "a number": "7",
    "no cells": "{}",
    "cells of null": '{"cells": null}',
    "cells are numbers": '{"cells": [1, 2]}',
    "text is a number": '{"cells": [{"cell_type": "code", "source": 7}]}',
    "text is of numbers": '{"cells": [{"cell_type": "code", "source": [7]}]}',
    "large number": '{"cells": ' + "9" * 5000 + "}",
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_notebook_is_told_in_a_sentence_and_costs_its_own_stage_only(converted, text):
    found, _ = converted({f"{NAME}.ipynb": text, "other.ipynb": notebook(POOL)})
    assert found.wrong[NAME].startswith(f"{NAME}.ipynb is no notebook: ")
    assert found.wrong[NAME].isprintable()
    assert list(found.made) == ["stage03_pooling"]


HOSTILE = {
    "a million cells": '{"cells": [' + '{"cell_type":"code"},' * 700_000 + "1]}",
    "a million definitions": notebook(*["def sigmoid(x): pass"] * 300_000),
    "brackets": notebook("f(" * 90 + "1" + ")" * 89 + " {" * 60, SIGMOID),
    "deep": notebook("x = " + "-" * 150_000 + "1", SIGMOID),
    "deep statements": notebook("x" + ".y" * 3000 + " = 1", SIGMOID),
    "zero bytes": notebook("x = '\0'", SIGMOID),
    "half a letter": '{"cells": [{"cell_type": "code", "source": "x = \'\\ud800\'"}]}',
    "huge lines": notebook("x = '" + "a" * 5_000_000 + "'\n" + SIGMOID.replace("x)", "y=x)", 1)),
    "endless names": notebook(SIGMOID + "\n".join(f"a{n} = 1" for n in range(100_000))),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_notebook_costs_its_own_stage_only(converted, text):
    start = time.monotonic()
    found, _ = converted({f"{NAME}.ipynb": text, "other.ipynb": notebook(POOL)})
    assert "stage03_pooling" in found.made
    assert (NAME in found.made) != (NAME in found.wrong)
    assert time.monotonic() - start < answers.SECONDS + 10


@pytest.mark.parametrize(
    "does",
    [
        "os._exit(0)",
        "os.kill(os.getpid(), 11)",
        "time.sleep(1000)",
        "os.fork() or time.sleep(1000)",
        "os.write(1, b'x' * 40_000_000)",
        "os.write(1, b'null\\n'); os._exit(0)",
        "os.write(1, b'[0, null]\\n')",
        "os.write(1, b'[' * 100_000 + b'\\n')",
        'say(module="os", text="", starts=[], skipped=[])',
        'say(module=[], text="", starts=[], skipped=[])',
        'say(module="stage03_pooling", text="", starts=[], skipped=[])',
        f'say(module="{NAME}", text="\\ud800", starts=[], skipped=[])',
        f'say(module="{NAME}", text="", starts=[[1, "1", True]], skipped=[])',
        f'say(module="{NAME}", text="", starts=[[-1, "1", 1]], skipped=[])',
        f'say(module="{NAME}", text="", starts=[7], skipped=[])',
        f'say(module="{NAME}", text="", starts=[], skipped=["1\\n because forged"])',
        f'say(module="{NAME}", text="", starts=[], skipped=[3])',
        f'say(module="{NAME}", text="x" * 2_000_000, starts=[], skipped=[])',
        'say(why="\\n::error::\\x1b[31m" + "x" * 10_000)',
    ],
)
def test_a_child_that_a_notebook_has_taken_over_costs_its_own_stage_only(converted, monkeypatch, tmp_path, does):
    monkeypatch.setattr(answers, "SECONDS", 4.0)
    monkeypatch.setattr(answers, "CHILD", "taken_over")
    monkeypatch.setattr(reader, "ROOT", tmp_path)
    (tmp_path / "taken_over.py").write_text(
        f"""
import json, os, sys, time
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from kata.grading.notebooks import child
child.confine()
def say(**what):
    os.write(1, json.dumps([place, what]).encode() + b"\\n")
for place, name in enumerate(sys.argv[2:]):
    if name.startswith("{NAME}"):
        {does}
    else:
        say(**child.read(Path(sys.argv[1], name)))
"""
    )
    found, _ = converted({f"{NAME}.ipynb": "{}", "other.ipynb": notebook(POOL)})
    assert found.wrong[NAME].isprintable()
    assert len(found.wrong[NAME]) <= 160
    assert list(found.made) == ([] if "sleep" in does else ["stage03_pooling"])


def test_only_so_many_notebooks_are_read_and_the_others_are_named(converted, monkeypatch):
    monkeypatch.setattr(answers, "MOST_NOTEBOOKS", 2)
    found, _ = converted({f"{name}.ipynb": notebook("x") for name in "abc"} | {f"{NAME}.ipynb": notebook(SIGMOID)})
    assert list(found.made) == [NAME]
    assert {each for each in found.told if "beyond" in each} == {
        "b.ipynb is beyond the 2 notebooks that are read",
        "c.ipynb is beyond the 2 notebooks that are read",
    }


def test_names_of_notebooks_write_no_lines_of_a_report(converted):
    found, _ = converted({"\n::error::\x1b[31m.ipynb": notebook("x = 1"), "-c.ipynb": notebook(SIGMOID)})
    assert all(each.isprintable() for each in found.told)
    assert list(found.made) == [NAME]


def test_a_full_disk_is_the_graders_fault(converted, monkeypatch):
    monkeypatch.setattr("pathlib.Path.unlink", lambda path: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(GraderError, match="could not be made of a notebook: No space left"):
        converted({f"{NAME}.ipynb": notebook(SIGMOID)})


def test_a_child_that_reads_notebooks_needs_no_torch():
    script = "import sys, kata.grading.notebooks.child; print({'torch', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_no_notebook_is_parsed_here(converted, monkeypatch):
    monkeypatch.setattr("kata.course.cells.ast.parse", lambda text: 1 / 0)
    monkeypatch.setattr("kata.course.notebooks.code_cells", lambda data: 1 / 0)
    assert list(converted({f"{NAME}.ipynb": notebook(SIGMOID)})[0].made) == [NAME]


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """A class graded with the laws of sigmoid: each submission's outcomes by the name of the law."""
    group = tmp_path_factory.mktemp("class")
    for name in ("ada", "bob", "damaged", "mixed"):
        (group / name).mkdir()
    (group / "ada" / f"{NAME}.ipynb").write_text(notebook("%matplotlib inline", WRONG), encoding="utf-8")
    make_stages(group / "ada", group / "bob")
    (group / "damaged" / f"{NAME}.ipynb").write_text("{", encoding="utf-8")
    (group / "mixed" / "a.ipynb").write_text(notebook("!ls\nx = (", SIGMOID), encoding="utf-8")
    shutil.copy(ROOT / "solutions" / "stage03_pooling.py", group / "mixed")
    found = grade(find_submissions([group]), STAGES[1:3], Limits(seed=1), asks=lambda _, test: _is_asked(test.name))
    return {report.name: report for report in found}


def _is_asked(name):
    return "sigmoid_of_three" in name or "slider_visits" in name


def outcomes(report, stage=0):
    return [(each.state, each.message) for each in report.stages[stage].outcomes]


def test_a_notebook_gets_the_verdict_and_the_words_of_its_file_and_a_place_in_a_cell(reports):
    ((state, said),) = outcomes(reports["ada"])[:1]
    place = f"{NAME}.py:2 (cell 2, line 4 of {NAME}.ipynb)"
    assert place in said
    plain = said.replace(place, f"{NAME}.py:2").replace("/ada", "/bob").replace("ada/", "bob/")
    assert (state, plain) == outcomes(reports["bob"])[0]


def test_a_damaged_notebook_is_an_error_of_its_stage(reports):
    assert {state for state, _ in outcomes(reports["damaged"])} == {"error"}
    assert all(f"{NAME}.ipynb is no notebook: Expecting" in said for _, said in outcomes(reports["damaged"]))


def test_files_and_notebooks_may_be_mixed(reports):
    assert outcomes(reports["mixed"])[0] == ("passed", "")
    assert {state for state, _ in outcomes(reports["mixed"], 1)} == {"passed"}
    assert reports["mixed"].left_out == ("a.ipynb: skipped, as no Python: cell 1",)


@pytest.mark.parametrize("name", ["homework.ipynb", f"{NAME}.py"])
def test_a_single_file_is_graded_and_nothing_beside_it_is_looked_at(tmp_path, name):
    (tmp_path / name).write_text(SIGMOID if name.endswith("py") else notebook(SIGMOID), encoding="utf-8")
    (tmp_path / "secret").symlink_to("/etc/passwd")
    asks = lambda _, test: test.name == "test_sigmoid_of_three_numbers"  # noqa: E731
    (report,) = grade(find_submissions([tmp_path / name]), STAGES[1:2], Limits(), asks=asks)
    assert outcomes(report) == [("passed", "")]
    assert report.left_out == ()
    assert Snapshot.look(tmp_path / name).hash == report.files
