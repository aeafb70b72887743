"""The tutor knows a misconception by what it does, however it is written: with loops, einsum, NumPy or in float64."""

import functools
from pathlib import Path

import pytest

from kata.course.stages import STAGES
from tests.engine.selfcheck_tutor import SECONDS, Room

FOLDER = Path(__file__).parent / "spellings"
"""A file each, a learner's whole file with one function in it, named after the misconception that it spells anew."""
ENOUGH = 20 * SECONDS
"""Here it is asked what the tutor knows; how quick it is, `python -m benchmarks.tutor` says."""
FILES = sorted(FOLDER.glob("*/*.py"))


@functools.cache
def room_of(stage):
    return Room(stage, ENOUGH)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name[5:7]}/{file.stem}")
def test_a_misconception_in_other_words_is_named(file, tmp_path):
    stage = next(each for each in STAGES if each.module == file.parent.name)
    room = room_of(stage)
    (tmp_path / f"{stage.module}.py").write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    remark = room.remark(tmp_path, room.laws[file.stem])
    assert remark is not None
    assert remark.name == file.stem
