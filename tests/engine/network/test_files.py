"""Files that commands write: there whole or not at all, and a sentence where they cannot be."""

import resource
import signal
from contextlib import contextmanager

import pytest
from matplotlib.figure import Figure

from kata.errors import OutputError
from kata.network.files import check_picture, check_place, write_figure, write_file


@contextmanager
def full_disk():
    """No file may be larger than 100 bytes, which writes run into as they do on a full disk: also those of pytest,
    which is why this ends within the test."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_in_place_of_the_old_one(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    write_file(b"new", tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert names(tmp_path) == ["a"]


def test_a_link_stays_one_and_its_file_is_written(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    write_file(b"new", tmp_path / "a")
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "b").read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with full_disk(), pytest.raises(OutputError, match=r"a could not be written: File too large"):
        write_file(bytes(1000), tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_full_disk_leaves_no_picture(tmp_path):
    with full_disk(), pytest.raises(OutputError, match=r"x\.png could not be written"):
        write_figure(Figure(), tmp_path / "x.png")
    assert names(tmp_path) == []


@pytest.mark.parametrize("ending", ["png", "PNG", "jpg", "jpeg", "pdf", "svg", "webp"])
def test_a_picture_is_of_the_kind_that_its_ending_names(ending, tmp_path):
    write_figure(Figure(), tmp_path / f"x.{ending}")
    assert names(tmp_path) == [f"x.{ending}"]


@pytest.mark.parametrize(
    ("name", "word"), [("x", "has no ending"), ("x.txt", "has the ending .txt"), (".png", "no ending")]
)
def test_a_picture_needs_an_ending_that_says_its_kind(name, word, tmp_path):
    with pytest.raises(OutputError, match=f"{word}: a picture ends in one of .png, .jpg"):
        check_picture(tmp_path / name)


@pytest.mark.parametrize(
    ("place", "word"),
    [
        (".", "is a folder: name a file"),
        ("nothing/x", "there is no folder"),
        ("file/x", "there is no folder"),
        ("/dev/full", "is no ordinary file: name another"),
        ("/proc/x", r"the folder /proc cannot be written \("),
    ],
)
def test_a_place_where_nothing_can_be_written_is_told_before_the_work(place, word, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=word):
        check_place(tmp_path / place)
    assert names(tmp_path) == ["file"]
