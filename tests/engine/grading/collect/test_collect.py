"""A class is written whole or not at all, with names that hold, and a table that any spreadsheet can open."""

import csv
import os
import sys
import unicodedata

import pytest

from kata.cli.classes import MOST_PROBLEMS
from kata.course.stages import ROOT
from kata.errors import OutputError, SubmissionError
from kata.grading.collect import collect as module
from kata.grading.collect import tree
from kata.grading.collect.collect import collect
from kata.grading.collect.names import MOST_BYTES, FolderNames
from kata.grading.collect.table import Row, read_table, to_csv
from kata.grading.submissions import find_submissions
from tests.engine import warm
from tests.engine.grading.collect.downloads import NAME, collected, fill, zipped

NAMES = [
    "Lovelace, Ada",
    '"Bob" O\'Neil',
    "🦄 Eve 🎉",
    "=HYPERLINK(1)",
    "-rf",
    "@SUM",
    "x" * 240,
    "é" * 120,
    "\u202eevil\u202c",
    "عائشة",
    "अनिता",
    "李小龍",
    "CON",
    "collected.csv",
    "🦄",
    "  ",
    "a b",
    "a-b",
    "A_B",
    "e\u0301va",
    "\u00e9va",
    "$(reboot)",
    "a;b|c&d",
    "stage02_conv_slider",
]


@pytest.fixture
def run():
    """The command in a new process."""

    def start(*arguments, **variables):
        command = [sys.executable, "-m", "kata", "collect", *map(str, arguments)]
        return warm.run(command, cwd=ROOT, env=os.environ | variables, timeout=100)

    return start


def test_every_name_gets_a_folder_that_file_systems_and_terminals_can_bear(tmp_path):
    done, rows, texts = collected(fill(tmp_path / "d", {f"{name}/{NAME}": name for name in NAMES}))
    assert {row.name for row in done.rows} == set(NAMES)
    assert {texts[f"{row.folder}/{NAME}"]: row.name for row in done.rows} == {name: name for name in NAMES}
    for row in done.rows:
        assert 0 < len(row.folder.encode()) <= MOST_BYTES
        assert row.folder[0].isalnum()
        assert all(letter == "-" or unicodedata.category(letter)[0] in "LNM" for letter in row.folder)
    folders = {unicodedata.normalize("NFC", row.folder).casefold() for row in done.rows}
    assert len(folders) == len(NAMES)
    assert "con" not in folders
    assert rows["Lovelace, Ada"].folder == "Lovelace-Ada"
    assert rows["李小龍"].folder == "李小龍"
    assert len(find_submissions([tmp_path / "class"])) == len(NAMES)


def test_nobody_gets_the_name_of_a_folder_that_a_grader_takes_for_a_part_of_a_clone():
    names = FolderNames()
    assert [names.new(name, "") for name in ("exercises", "Solutions")] == ["student-exercises", "student-Solutions"]


def test_a_thousand_of_one_name_are_told_apart():
    names = FolderNames()
    assert len({names.new("x" * 500, "7") for _ in range(1000)}) == 1000


def test_no_cell_of_the_table_is_a_formula_and_each_is_read_back_as_it_was(tmp_path):
    values = ["=1+1", "+1", "-1", "@x", "'=1", "''@", "'a", 'say "hi", now', "plain", ""]
    rows = [Row(name=value, problems="x; y") for value in values]
    (tmp_path / "t.csv").write_text(to_csv(rows), encoding="utf-8", newline="")
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["name"] for row in csv.DictReader(file)]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert read_table(tmp_path / "t.csv") == rows


def test_no_cell_of_the_table_ends_its_line_or_changes_a_terminal():
    text = to_csv([Row(name="a\nb\r\tc\x1b[31m\u2028d\udcff", problems="\t=1")])
    assert text.splitlines()[1] == ",,a b  c [31m d?,,,,, =1"


def test_a_class_that_is_not_empty_is_refused_and_an_empty_one_is_filled(tmp_path):
    download = fill(tmp_path / "d", {f"ada/{NAME}": "x"})
    (tmp_path / "class").mkdir()
    collect(download, tmp_path / "class")
    with pytest.raises(OutputError, match="class is not empty: name a new folder"):
        collect(download, tmp_path / "class")
    with pytest.raises(OutputError, match="is a file"):
        collect(download, tmp_path / "class" / "collected.csv")
    with pytest.raises(OutputError, match="there is no folder"):
        collect(download, tmp_path / "no" / "class")


def test_a_class_that_cannot_be_looked_into_is_refused(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    with pytest.raises(OutputError, match="cannot be looked into: Permission denied"):
        collect(fill(tmp_path / "d", {f"ada/{NAME}": "x"}), tmp_path)


def test_a_disk_that_is_full_leaves_nothing_half_written(tmp_path, monkeypatch):
    download = fill(tmp_path / "d", {f"ada/{NAME}": "x", f"bob/{NAME}": "x"})
    write = module._write

    def full(target, data):
        if "bob" in target.parts:
            raise OSError(28, "No space left on device")
        write(target, data)

    monkeypatch.setattr(module, "_write", full)
    with pytest.raises(OutputError, match="class could not be written: No space left on device"):
        collect(download, tmp_path / "class")
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_ctrl_c_leaves_nothing_half_written(tmp_path, monkeypatch, stop):
    def interrupted(tree):
        raise stop

    monkeypatch.setattr(module, "choose", interrupted)
    with pytest.raises(stop):
        collect(fill(tmp_path / "d", {f"ada/{NAME}": "x", f"bob/{NAME}": "x"}), tmp_path / "class")
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_a_class_may_lie_in_the_download_and_a_link_to_it_stays_one(tmp_path):
    download = fill(tmp_path / "d", {f"ada/{NAME}": "x", f"bob/{NAME}": "x", "real/": ""})
    (tmp_path / "link").symlink_to(download / "real")
    assert len(collect(download, tmp_path / "link").rows) == 3
    assert (tmp_path / "link").is_symlink()
    assert (download / "real" / "ada" / NAME).is_file()


def test_links_in_a_download_are_never_followed(tmp_path):
    download = fill(tmp_path / "d", {f"ada/{NAME}": "x", f"bob/{NAME}": "x", "secret": "s"})
    (download / "ada" / "helper.py").symlink_to(download / "secret")
    (download / "ada" / "folder").symlink_to(download / "bob")
    (download / "eve").symlink_to(download / "bob")
    os.mkfifo(download / "bob" / "pipe.py")
    os.mkdir(os.fsencode(download) + b"/\xff")
    done, rows, texts = collected(download)
    assert texts == {f"ada/{NAME}": "x", f"bob/{NAME}": "x"}
    assert rows["ada"].problems == (
        "folder is a link: hand in the file itself; helper.py is a link: hand in the file itself"
    )
    assert rows["bob"].problems == "pipe.py is no ordinary file"
    assert "eve is a link: hand in the file itself" in done.left
    assert sum("no UTF-8" in line for line in done.left) == 1


def test_what_cannot_be_read_is_a_problem_of_its_student(tmp_path, monkeypatch):
    download = fill(tmp_path / "d", {f"ada/{NAME}": "x", "ada/closed/x.py": "x", f"bob/{NAME}": "x", "bob/x.py": "x"})
    scandir, opened = os.scandir, os.open

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    def refuse_file(path, *arguments, **options):
        if str(path).endswith("bob/x.py"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(tree.os, "scandir", refuse)
    monkeypatch.setattr(tree.os, "open", refuse_file)
    _, rows, texts = collected(download)
    assert set(texts) == {f"ada/{NAME}", f"bob/{NAME}"}
    assert rows["ada"].problems == "closed cannot be looked into: Permission denied"
    assert rows["bob"].problems == "x.py cannot be read: Permission denied"


def test_a_file_that_became_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(tree.Unreadable, match="no ordinary file"):
        tree.read_file(tmp_path / "pipe", 10)


def test_folders_without_end_are_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(tree, "MOST_DEEP", 3)
    _, rows, texts = collected(fill(tmp_path / "d", {f"ada/{NAME}": "x", "ada/a/b/c/d/e.py": "x", f"bob/{NAME}": "x"}))
    assert rows["ada"].problems == "a/b/c lies too many folders deep"
    assert set(texts) == {f"ada/{NAME}", f"bob/{NAME}"}


def test_a_listing_ends_where_it_is_told_to(tmp_path):
    fill(tmp_path, {f"{number}/{NAME}": "x" for number in range(9)})
    found = tree.folder_tree(tmp_path, most=4)
    assert len(found.files) == 4
    assert found.wrong == [((), "holds more than 4 files: the others were not looked at")]


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("x.zip", b"no zip", "is damaged, or no zip"),
        ("x.tar.gz", b"\x1f\x8b", "unpack it and give the folder"),
        ("nothing", None, "neither a folder nor a zip"),
    ],
)
def test_what_is_no_download_is_refused(tmp_path, name, content, word):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SubmissionError, match=word):
        collect(tmp_path / name, tmp_path / "class")
    assert not (tmp_path / "class").exists()


def test_a_download_that_cannot_be_opened_is_refused(tmp_path, monkeypatch):
    def refuse(*arguments):
        raise PermissionError(13, "Permission denied")

    download = fill(tmp_path, {"x.zip": zipped({NAME: "x"})})
    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(SubmissionError, match="cannot be read: Permission denied"):
        collect(download / "x.zip", tmp_path / "class")
    monkeypatch.setattr(tree.os, "scandir", refuse)
    with pytest.raises(SubmissionError, match="cannot be looked into: Permission denied"):
        collect(download, tmp_path / "class")


def test_the_command_prints_a_short_table_with_the_problems_by_name(tmp_path, run):
    files = {f"ada/{NAME}": "x", "bob.zip": b"no", "\x1b[31meve/report.pdf": "x", "notes": "x"}
    done = run(fill(tmp_path / "my d", files), tmp_path / "class")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "system:      a folder or file for each student",
        f"submissions: 2, 2 files, in {tmp_path / 'class'}",
        " [31meve: no stage file",
        "bob: bob.zip is damaged, or no zip (File is not a zip file); nothing that could be taken",
    ]
    assert done.stderr == "warning: notes belongs to nobody\n"


def test_the_command_prints_at_most_so_many_problems(tmp_path, run):
    done = run(
        fill(tmp_path / "d", {f"{number}.zip": b"no" for number in range(MOST_PROBLEMS + 2)}), tmp_path / "class"
    )
    assert len(done.stdout.splitlines()) == MOST_PROBLEMS + 3
    assert done.stdout.splitlines()[-1] == "and 2 more: see collected.csv"


@pytest.mark.parametrize("variables", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"HOME": "/nonexistent"}])
def test_the_command_works_in_any_locale(tmp_path, run, variables):
    done = run(fill(tmp_path / "d", {f"🦄 é/{NAME}": "x", "李.zip": b"no"}), tmp_path / "class", **variables)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_download_that_cannot_be_collected_exits_with_2_and_a_sentence(tmp_path, run):
    done = run(tmp_path / "nothing", tmp_path / "class")
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert len(done.stderr.splitlines()) == 1
