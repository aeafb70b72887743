"""The watch's plain commands, as they are typed."""

import os
import sys
from pathlib import Path

import pytest

from kata.errors import WatchError
from kata.learner.watch import commands
from tests.engine import warm
from tests.engine.learner.watch.headless import Scripted, make_target, save, solved


@pytest.fixture
def target(tmp_path, monkeypatch):
    monkeypatch.setenv("KATA_CACHE", str(tmp_path / "cache"))
    return make_target(tmp_path / "it's [mine] 🙂", solved=[1])


class EveryStage(Scripted):
    """Each stage ends at once: with one test that passed in stage 01, and one stub in the others."""

    def order(self, stages, known, likely):
        self.run += 1
        for stage in stages:
            about = {"run": self.run, "stage": stage}
            verdict = {"test": f"t{stage}", "state": "passed" if stage == 1 else "todo", "card": None, "blocker": None}
            verdict["todo"] = "" if stage == 1 else f"stage {stage:02}: sigmoid"
            self.tell({"event": "begun", **about, "tests": [f"t{stage}"]})
            self.tell({"event": "ended", **about, "verdict": verdict, "lines": []})
            self.tell({"event": "finished", **about, "seconds": 0.1})
        return self.run


class Broken(Scripted):
    """The tests cannot be collected."""

    def order(self, stages, known, likely):
        self.tell({"event": "gone", "ready": False})
        return 1


def kata(*arguments, answer=""):
    command = [sys.executable, "-m", "kata", *map(str, arguments)]
    return warm.run(command, input=answer, timeout=120)


def test_status_lists_all_stages_and_what_is_next(target, monkeypatch):
    monkeypatch.setattr(commands, "Runner", EveryStage)
    lines = commands.status(target)
    assert len(lines) == 13
    assert lines[0].startswith("[x] 01 data split")
    assert lines[12] == f"Next: open {target}/stage02_conv_slider.py, read the lesson and write sigmoid."


def test_next_runs_no_stage_behind_the_one_that_is_open(target, monkeypatch):
    monkeypatch.setattr(commands, "Runner", EveryStage)
    lines = commands.next_step(target)
    assert lines[0] == "02 conv slider: 0 of 1 passed, 1 to do (0.1 s)"
    assert lines[-1] == "Hint: python -m kata hint 2 sigmoid"


def test_a_solution_is_shown_only_when_the_function_passes(target, monkeypatch):
    monkeypatch.setattr(commands, "Runner", EveryStage)
    save(target, solved(2), 2)
    assert commands.solution(target, 1, "train_test_split")[0] == "# yours"
    with pytest.raises(WatchError, match="sigmoid does not pass its tests yet"):
        commands.solution(target, 2, "sigmoid")


def test_tests_that_cannot_be_run_are_told_of(target, monkeypatch):
    monkeypatch.setattr(commands, "Runner", Broken)
    with pytest.raises(WatchError, match="The tests cannot be collected"):
        commands.status(target)


def test_a_folder_that_is_not_there_is_told_of():
    with pytest.raises(WatchError, match="there is no folder nowhere"):
        commands.folder_of(Path("nowhere"))


def test_reset_asks_and_names_the_backup(target):
    file = target / "stage01_data_split.py"
    before = file.read_text(encoding="utf-8")
    refused = kata("reset", 1, "train_test_split", target, answer="n\n")
    assert refused.returncode == 1
    assert file.read_text(encoding="utf-8") == before
    done = kata("reset", 1, "train_test_split", target, answer="y\n")
    assert done.returncode == 0, done.stderr
    assert f"stage01_data_split.before-reset-1.txt{os.linesep}" in done.stdout
    assert file.read_text(encoding="utf-8") != before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("watch",), "error: the watch needs a terminal: python -m kata status prints where you are without one"),
        (("reset", 2, "x", "--yes"), "error: stage 2 has no function 'x': choose one of"),
        (("status", "nowhere"), "error: there is no folder nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(arguments, told):
    done = kata(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(told)
    assert len(done.stderr.splitlines()) == 1
