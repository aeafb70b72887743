"""The engine's tests share processes: what has a fixture in common runs in one of them, and is not paid for twice."""

import re
import subprocess
import sys

from tests.engine.conftest import group_of
from tests.engine.programs import ROOT


def test_tests_of_a_file_are_a_group_and_programs_of_a_stage_are_one():
    assert group_of("tests/engine/test_data.py::test_x[a]") == "tests/engine/test_data.py"
    assert group_of("tests/engine/course/test_course.py::test_y[06/adds]") == "stage 06"


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
