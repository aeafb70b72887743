"""What a learner needs works without what Windows and macOS lack: simulated, by taking it away."""

import re
import subprocess
import sys

import pytest

from kata.course.stages import STAGES
from tests.engine.programs import ROOT

MISSING_MODULES = ("resource", "fcntl", "pwd", "grp", "termios", "pyseccomp", "sandlock")
MISSING_NAMES = ("signal.setitimer", "signal.SIGALRM", "os.fork", "os.setsid", "os.sched_getaffinity", "os.EX_OK")
ELSEWHERE = f"""
import os, runpy, signal, sys

for name in {MISSING_MODULES}:
    sys.modules[name] = None
for module, _, name in (each.partition(".") for each in {MISSING_NAMES}):
    delattr(globals()[module], name)
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


def run_elsewhere(*arguments, timeout=120):
    command = [sys.executable, "-c", ELSEWHERE, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=timeout)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("kata hint 2 sigmoid", "?"),
        ("kata demo solutions --untrained --picture {folder}/x.png", "The digit is a"),
        ("kata train solutions --epochs 1 --pictures {folder} --save {folder}/a", "Read right"),
        ("pytest -p no:cacheprovider --target=solutions " + STAGES[2].test_file, "All passed. Next: stage 04"),
    ],
)
def test_a_learners_commands_need_nothing_of_linux(command, expected, tmp_path):
    done = run_elsewhere(*command.format(folder=tmp_path).split())
    assert done.returncode == 0, done.stderr
    assert expected in done.stdout


def test_an_endless_loop_ends_where_there_is_no_alarm(tmp_path):
    (tmp_path / "stage03_pooling.py").write_text("while True:\n    pass\n")
    done = run_elsewhere("pytest", f"--target={tmp_path}", "--test-timeout=1", STAGES[2].test_file, timeout=60)
    assert done.returncode == 1
    assert re.search(r'stage03_pooling.py", line \d', done.stderr)


def test_the_workflow_checks_the_three_systems():
    text = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert "system: [ubuntu-latest, macos-latest, windows-latest]" in text
