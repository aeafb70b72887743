"""Files that an instructor names: a wrong one costs a sentence, and an older one is never lost."""

import os

import pytest

from kata.errors import ControlsError
from kata.grading import instructor_files as files
from kata.grading.instructor_files import check_output_file, read_text, write_output
from kata.grading.private_and_weights import load_controls


def test_a_pipe_is_no_file_of_weights(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ControlsError, match="no regular file"):
        load_controls(None, tmp_path / "pipe")


def test_a_very_deep_file_of_weights_is_refused(tmp_path):
    (tmp_path / "deep.toml").write_text("a = " + "[" * 5000 + "]" * 5000)
    with pytest.raises(ControlsError, match=r"is nested|is no TOML"):
        load_controls(None, tmp_path / "deep.toml")


def test_a_huge_file_and_one_that_is_no_text_are_refused(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"\xff")
    with pytest.raises(ControlsError, match="no UTF-8"):
        read_text("--weights", tmp_path / "a")
    monkeypatch.setattr(files, "MOST_BYTES", 0)
    with pytest.raises(ControlsError, match="are the most"):
        read_text("--weights", tmp_path / "a")


@pytest.mark.parametrize(
    ("name", "why"), [("x" * 300, "cannot be written"), ("none/a.json", "does not exist"), (".", "is a folder")]
)
def test_a_name_that_cannot_be_written_is_refused_before_the_grade(name, why, tmp_path):
    with pytest.raises(ControlsError, match=why):
        check_output_file("--json", tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_an_older_grade_is_whole_until_the_new_one_is(tmp_path, monkeypatch):
    file = tmp_path / "grade.json"
    file.write_text("old")
    check_output_file("--json", file)

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_output(file, "new")
    monkeypatch.undo()
    assert file.read_text() == "old"
    write_output(file, "new")
    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_is_followed_and_a_device_is_written_to(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "grade.json")
    write_output(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "grade.json").read_text() == "new"
    check_output_file("--json", type(tmp_path)("/dev/null"))
    write_output(tmp_path / "link", "newer")
    with pytest.raises(OSError, match="No space left"):
        write_output(type(tmp_path)("/dev/full"), "new")
