"""The engine's tests share processes: what has a fixture in common runs in one of them, and is not paid for twice."""

import re
import subprocess
import sys

from tests.engine.conftest import HEAVY, group_of, in_order
from tests.engine.programs import ROOT


def test_tests_of_a_file_are_a_group_and_programs_of_a_stage_are_one():
    assert group_of("tests/engine/test_data.py::test_x[a]") == "tests/engine/test_data.py"
    assert group_of("tests/engine/course/test_course.py::test_y[06/adds]") == "stage 06"


def test_heavy_files_come_first_and_then_large_groups():
    heavy = [f"tests/engine/{file}::test_a" for file in HEAVY[:2]]
    small, large = ["tests/engine/a.py::test_a"], ["tests/engine/b.py::test_a", "tests/engine/b.py::test_b"]
    assert in_order([*small, *large, *reversed(heavy)]) == [*heavy, *large, *small]


def test_the_heavy_files_are_there():
    assert [file for file in HEAVY if not (ROOT / "tests" / "engine" / file).is_file()] == []


def test_each_group_runs_in_one_process():
    chosen = "says_what_was_believed and (06 or 08)"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/engine/course/test_course.py",
        "-n",
        "2",
        "-v",
        "-v",
        "-k",
        chosen,
    ]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300).stdout
    places = set(re.findall(r"^\[(gw\d)\].*\[(\d\d)/", told, re.MULTILINE))
    assert sorted(stage for _, stage in places) == ["06", "08"]
