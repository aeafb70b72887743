"""The tutor speaks where it knows, and is silent about everything else."""

from types import SimpleNamespace

import pytest

from kata.course.stages import ROOT, STAGES
from kata.learner import pytest_plugin
from kata.learner.card import Card
from kata.learner.pytest_plugin import KataPlugin
from kata.learner.tutor.asking import SECONDS, ask
from kata.learner.tutor.bank import read_bank
from kata.learner.tutor.finding import Question
from kata.learner.verdict import Verdict
from tests.engine import selfcheck_tutor
from tests.engine.learner.test_pytest_plugin import card_of, run_pytest
from tests.engine.programs import MISCONCEPTIONS, programs
from tests.engine.selfcheck_tutor import PATIENCE, Room

POOLING = STAGES[2]
LAW = "test_forward_of_the_example_in_the_lesson"
SOLUTION = (ROOT / "solutions" / f"{POOLING.module}.py").read_text(encoding="utf-8")
CLASS = "\n\nclass MaxPoolLayer(MaxPoolLayer):\n    def forward(self, inp):\n        "


@pytest.fixture(scope="module")
def room():
    return Room(POOLING, SECONDS)


def remark_on(room, folder, text, patience=PATIENCE):
    (folder / f"{POOLING.module}.py").write_text(text, encoding="utf-8")
    return room.remark(folder, LAW, patience, alone=True)


def test_it_says_what_a_program_looks_like_and_asks_the_question_of_the_file(room, tmp_path):
    remark = remark_on(room, tmp_path, SOLUTION + CLASS + "return -super().forward(-inp)\n")
    assert remark.looks_like == "keeps the smallest number of each window"
    assert remark.asks == "a strong response of a kernel is a large number: does it survive?"
    assert remark.calls >= 10


@pytest.mark.parametrize(
    "body",
    [
        "return super().forward(inp)",
        "raise NotImplementedError('stage 03: forward')",
        "return super().forward(inp) * 1.5",
        "return 1 / 0",
        "return nowhere(inp)",
        "import os; os._exit(0)",
        "import os; os.abort()",
        "return self.forward(inp)",
    ],
)
def test_it_is_silent_about_what_it_does_not_know(room, tmp_path, body):
    assert remark_on(room, tmp_path, SOLUTION + CLASS + body + "\n") is None


@pytest.mark.parametrize("body", ["while True: pass", "import time; time.sleep(60)", "import signal; signal.pause()"])
def test_it_does_not_wait_for_a_program_that_hangs(room, tmp_path, body):
    assert remark_on(room, tmp_path, SOLUTION + CLASS + body + "\n", patience=None) is None


def test_it_is_silent_about_a_file_that_does_not_import(room, tmp_path):
    assert remark_on(room, tmp_path, "import nowhere\n") is None


def test_it_is_silent_where_there_are_no_misconceptions(room, tmp_path):
    with room.of(ROOT / "solutions") as tests:
        assert ask(Question(POOLING, LAW, tests, lambda: None, root=tmp_path)) is None


def test_the_misconception_that_another_one_equals_is_in_the_bank():
    for stage in STAGES:
        bank = {each.name: each for each in read_bank(ROOT, stage)}
        assert all(bank[each.stands_for].stands_for == each.stands_for for each in bank.values())


@pytest.mark.parametrize(("option", "expected"), [("--tutor-seconds=30", 2), ("--no-tutor", 0)])
def test_a_card_has_the_tutors_two_lines_unless_it_is_switched_off(tmp_path, option, expected):
    program = next(each for each in programs(MISCONCEPTIONS) if each.name == "03/keeps_the_smallest")
    folder = program.write(tmp_path).folder
    card = card_of(run_pytest(f"{POOLING.test_file}::{LAW}", f"--target={folder}", option))
    assert len([line for line in card if line.startswith(("  looks like", "  ask  "))]) == expected
    assert len(card) <= 15


def test_seconds_that_are_none_are_refused():
    done = run_pytest(POOLING.test_file, "--tutor-seconds=-1")
    assert "--tutor-seconds must be 0 or more, got -1.0" in done.stderr


def test_a_misconception_that_a_passed_test_would_have_caught_is_left_out(room, tmp_path, monkeypatch):
    program = SOLUTION + CLASS + "return -super().forward(-inp)\n"
    (tmp_path / f"{POOLING.module}.py").write_text(program, encoding="utf-8")
    monkeypatch.setattr(selfcheck_tutor, "passes", lambda test, patient: False)
    assert room.remark(tmp_path, "test_forward_matches_a_plain_loop").name == "keeps_the_smallest"
    assert room.laws["keeps_the_smallest"] == LAW
    monkeypatch.setattr(selfcheck_tutor, "passes", lambda test, patient: test.__name__ == LAW)
    assert room.remark(tmp_path, "test_forward_matches_a_plain_loop") is None


@pytest.mark.parametrize(("examples", "expected"), [(None, {"test_b"}), (3, set())])
def test_what_has_passed_has_done_so_in_all_its_variants_and_on_all_its_inputs(examples, expected):
    states = {"test_a[1]": "passed", "test_a[2]": "failed", "test_b": "passed", "test_c": "timeout"}
    outcomes = [Verdict(f"file::{name}", POOLING, state) for name, state in states.items()]
    outcomes.append(Verdict("file::test_d", STAGES[1], "passed"))
    plugin = SimpleNamespace(config=SimpleNamespace(option=SimpleNamespace(examples=examples)))
    assert KataPlugin.passed(plugin, outcomes, POOLING) == expected


def test_pytest_tells_the_tutor_what_has_passed(monkeypatch):
    told = []
    monkeypatch.setattr(pytest_plugin, "remark_on", lambda *arguments: told.append(arguments[4]))
    plugin = KataPlugin.__new__(KataPlugin)
    option = SimpleNamespace(examples=None, no_tutor=False, tutor_seconds=1, hypothesis_seed=0)
    plugin.config, plugin.judged, plugin.record = SimpleNamespace(option=option), False, None
    plugin.failed = {"file::test_b": None}
    first = Verdict("file::test_a", POOLING, "passed")
    assert plugin.advised([first, Verdict("file::test_b", POOLING, "failed", Card("b"))]) is None
    assert told == [{"test_a"}]
