"""Downloads as course systems make them, built in a folder."""

import io
import zipfile
from pathlib import Path

from kata.course.stages import ROOT
from kata.grading.collect.collect import collect
from kata.grading.collect.table import read_table

NAME = "stage02_conv_slider.py"
OTHER = "stage03_pooling.py"


def fill(folder, files):
    """Write files, given as text or bytes by their paths; a path that ends in / is an empty folder."""
    for name, content in files.items():
        place = Path(folder) / name
        if name.endswith("/"):
            place.mkdir(parents=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Path(folder)


def zipped(files):
    """The bytes of a zip with such files; a list of pairs may hold a name twice."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content)
    return data.getvalue()


def collected(download, **options):
    """Collect a download: the rows of the table by name, and the files of the class as text by their paths."""
    into = Path(download).with_name("class")
    done = collect(Path(download), into, **options)
    rows = read_table(into / "collected.csv")
    assert list(done.rows) == rows
    files = {path.relative_to(into).as_posix(): path for path in into.rglob("*") if path.is_file()}
    assert not any(path.is_symlink() for path in into.rglob("*"))
    del files["collected.csv"]
    texts = {name: path.read_bytes().decode(errors="replace") for name, path in sorted(files.items())}
    return done, {row.name: row for row in rows}, texts


def solution(name=NAME):
    return (ROOT / "solutions" / name).read_text(encoding="utf-8")
