"""A grader that is given a download says what it looks like, and which command makes a class of it."""

import sys

import pytest

from kata.course.stages import ROOT, STAGES
from kata.errors import SubmissionError
from kata.grading.collect import shape
from kata.grading.collect.collect import collect
from kata.grading.request import Request, prepare
from kata.grading.submissions import find, find_submissions
from kata.judge.limits import Limits
from tests.engine import warm
from tests.engine.grading.collect.downloads import NAME, fill, solution, zipped

NONE = f"has no stage file: a submission has files such as {STAGES[0].module}.py"
ZIP = zipped({f"own/{NAME}": "x"})
DOWNLOADS = {
    "zips": ({"ada.zip": ZIP, "bob.zip": ZIP}, "a folder or file for each student, 2 submissions"),
    "canvas": ({f"lovelaceada_11_1_{NAME}": "x", f"bob_LATE_12_2_{NAME}": "x"}, "Canvas, 2 submissions"),
    "deeper": ({f"{name}/own/{NAME}": "x" for name in ("ada", "bob")}, "2 submissions"),
    "sections": ({f"mon/{name}/{NAME}": "x" for name in ("ada", "bob")} | {f"tue/eve/{NAME}": ""}, "3 submissions"),
    "wrapped": ({f"export/{name}/{NAME}": "x" for name in ("ada", "bob")}, "2 submissions"),
    "notebooks": ({f"{name}.ipynb": "{}" for name in ("ada", "bob")}, "2 submissions"),
    "moodle": ({f"Ada_1_assignsubmission_file/{NAME}.zip": ZIP}, "Moodle, 1 submission"),
    "rars": ({"ada.rar": "x", "bob.7z": "x"}, "2 submissions"),
}


@pytest.mark.parametrize("name", sorted(DOWNLOADS))
def test_a_download_is_no_submission_of_zero_points(tmp_path, name):
    files, looks = DOWNLOADS[name]
    with pytest.raises(SubmissionError, match=r"It looks like a download .*python -m kata collect \S+ CLASS") as told:
        find([fill(tmp_path / "d", files)])
    assert looks in str(told.value)
    assert str(tmp_path / "d") in str(told.value)


def test_a_large_download_is_looked_at_only_so_far(tmp_path, monkeypatch):
    monkeypatch.setattr(shape, "MOST_SEEN", 3)
    with pytest.raises(SubmissionError, match="3 submissions or more"):
        find([fill(tmp_path / "d", {f"{number}/own/{NAME}": "x" for number in range(9)})])


def test_a_member_with_work_deeper_down_is_told_to_be_collected(tmp_path):
    fill(tmp_path / "d", {f"ada/{NAME}": "x", f"bob/own/{NAME}": "x", "eve/notes": "x"})
    told = []
    prepare(Request((tmp_path / "d",), Limits()), lambda kind, text: told.append(text))
    assert told == [
        f"bob {NONE}; python -m kata collect finds them deeper in folders and in zips",
        f"eve {NONE}",
    ]


def test_a_folder_with_one_submission_in_it_is_a_class_of_one(tmp_path):
    assert [each.name for each in find_submissions([fill(tmp_path / "d", {f"ada/{NAME}": "x"})])] == ["ada"]


def test_an_archive_as_an_argument_is_told_to_be_collected(tmp_path):
    fill(tmp_path, {"all of them.zip": zipped({"ada.zip": ZIP, "bob.zip": ZIP}), "x.tar.gz": b"x"})
    with pytest.raises(SubmissionError, match=r"2 submissions.*kata collect '\S+all of them.zip' CLASS"):
        find([tmp_path / "all of them.zip"])
    with pytest.raises(SubmissionError, match=r"an archive.*kata collect \S+x.tar.gz CLASS"):
        find([tmp_path / "x.tar.gz"])


@pytest.mark.parametrize("files", [{}, {"notes.txt": "x"}, {"helper.py": "x"}, {"data/x.csv": "x"}])
def test_a_folder_in_which_nobodys_work_can_be_seen_is_one_submission(tmp_path, files):
    (tmp_path / "bob").mkdir()
    assert [each.name for each in find_submissions([fill(tmp_path / "bob", files)])] == ["bob"]


def test_a_class_of_notebooks_that_was_collected_is_not_told_to_be_collected_again(tmp_path):
    collect(fill(tmp_path / "d", DOWNLOADS["notebooks"][0]), tmp_path / "class")
    assert [each.name for each in find_submissions([tmp_path / "class"])] == ["ada", "bob"]


def test_a_collected_class_without_any_work_is_not_told_to_be_collected_again(tmp_path):
    collect(fill(tmp_path / "d", {"ada/notes.zip": zipped({"x/notes": "x"}), "bob/b": "x"}), tmp_path / "class")
    fill(tmp_path / "class", {"ada/more.zip": ZIP})
    with pytest.raises(SubmissionError, match="was collected, and none of its folders holds a file such as stage01"):
        find([tmp_path / "class"])


@pytest.mark.parametrize("name", [f"{NAME[:-3]}.ipynb", "homework.ipynb"])
def test_a_notebook_is_a_submission_and_so_is_a_folder_with_one(tmp_path, name):
    fill(tmp_path / "ada", {name: "{}", "data.csv": "1"})
    assert [each.name for each in find_submissions([tmp_path / "ada"])] == ["ada"]
    assert [each.name for each in find_submissions([tmp_path / "ada" / name])] == [name]


def test_a_stage_file_alone_is_a_submission_and_another_program_is_none(tmp_path):
    fill(tmp_path, {NAME: "x", "helper.py": "x"})
    assert [each.folder for each in find_submissions([tmp_path / NAME])] == [tmp_path / NAME]
    with pytest.raises(SubmissionError, match="is not a folder: give a folder with stage files, a notebook"):
        find([tmp_path / "helper.py"])


def test_a_collected_class_is_graded(tmp_path):
    files = {
        "Lovelace, Ada.zip": zipped({f"x/y/{NAME}": solution()}),
        f"Bob/exercises/{NAME}": "x = (",
        "eve.zip": b"no",
    }
    collect(fill(tmp_path / "d", files), tmp_path / "class")
    command = [sys.executable, "grader.py", tmp_path / "class", "--stage", "2"]
    done = warm.run(command, cwd=ROOT)
    assert (done.returncode, [each for each in done.stderr.splitlines() if not each.startswith("graded ")]) == (0, [])
    rows = [line.split() for line in done.stdout.splitlines()[1:3]]
    assert rows == [["Bob", "E", "0.00", "10"], ["Lovelace-Ada", "100", "10.00", "10"]]


def test_a_grader_with_a_download_exits_with_2_and_one_sentence(tmp_path):
    download = fill(tmp_path / "my d", DOWNLOADS["canvas"][0])
    done = warm.run([sys.executable, "grader.py", download], cwd=ROOT)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"python -m kata collect '{download}' CLASS" in done.stderr
    assert len(done.stderr.splitlines()) == 1
