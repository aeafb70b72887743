"""A stage is compiled once for many processes, and again where its text is another."""

import pytest

from kata.course import compiled
from kata.course.compiled import compile_file, compile_files, know


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(compiled, "_known", {})


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "stage01_data_split.py"
    file.write_text("# é\nfound = 6 * 7\n", encoding="utf-8")
    return file


def value(file, data=None):
    """What `found` is after the code has run."""
    names = {}
    exec(compile_file(str(file), data or file.read_bytes()), names)
    return names["found"]


def test_code_that_is_known_is_not_compiled_again(file, monkeypatch):
    know(compile_files([file]))
    monkeypatch.setattr(compiled, "decode_source", lambda data: pytest.fail("compiled again"))
    assert value(file) == 42
    assert compile_file(str(file), file.read_bytes()).co_filename == str(file)


def test_another_text_and_another_file_are_compiled(file, tmp_path):
    know(compile_files([file]))
    assert value(file, b"found = 1") == 1
    assert compile_file(str(tmp_path / "other.py"), file.read_bytes()).co_filename == str(tmp_path / "other.py")


def test_an_encoding_that_the_text_names_is_followed(file):
    file.write_bytes("# coding: latin-1\nfound = 'é'".encode("latin-1"))
    know(compile_files([file]))
    assert value(file) == "é"


def test_what_is_no_python_is_left_out(file, tmp_path):
    files = [tmp_path / name for name in ("none.py", "syntax.py", "zero.py", "bytes.py", "large.py", "deep.py")]
    for broken, data in zip(files[1:], (b"def", b"a\0", b"\xff", b"#" * 200_001, b"(" * 100_000), strict=True):
        broken.write_bytes(data)
    assert len(compile_files([*files, tmp_path, file])) == 1


@pytest.mark.parametrize("error", [b"def", b"\xff"])
def test_what_is_no_python_raises_when_it_is_imported(file, error):
    with pytest.raises((SyntaxError, UnicodeDecodeError)):
        compile_file(str(file), error)


def test_a_warning_of_the_compiler_is_not_printed(file, recwarn):
    file.write_text("found = 1 is 1")
    assert compile_files([file])
    assert not recwarn.list
