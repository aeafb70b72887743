"""What is run after a save, and what is made of the events, without a screen and without processes."""

import os

import pytest

from kata.learner.watch import words
from kata.learner.watch.watcher import Watcher
from tests.engine.learner.watch.headless import TEST, Scripted, ended, make_target, save, solved


class Quiet(Scripted):
    """Takes orders and says nothing."""

    def order(self, stages, known, likely):
        self.run += 1
        self.orders = [*getattr(self, "orders", []), list(stages)]
        self.known, self.likely = known, likely
        return self.run


@pytest.fixture
def target(tmp_path, monkeypatch):
    monkeypatch.setenv("KATA_CACHE", str(tmp_path / "cache"))
    return make_target(tmp_path / "target", solved=[3, 12])


@pytest.fixture
def watcher(target):
    return Watcher(target, Quiet(str(target), True, print))


def finish(watcher, number, *states, run=None):
    """Let a stage's tests end."""
    about = {"run": watcher.run if run is None else run, "stage": number}
    watcher.take({"event": "begun", **about, "tests": [f"{TEST}{place}" for place in range(len(states))]})
    for place, state in enumerate(states):
        watcher.take({"event": "ended", **about, **ended(f"{TEST}{place}", state)})
    return watcher.take({"event": "finished", **about, "seconds": 0.1})


def test_a_save_brings_its_stage_into_view_and_runs_it_before_all_that_waits(watcher, target):
    watcher.order([1, 2])
    save(target, f"{solved()}\n# changed")
    assert watcher.look()
    assert watcher.runner.orders[-1] == [3, 1, 2]
    assert watcher.current == 3


def test_what_was_not_saved_is_not_run(watcher):
    assert not watcher.look()
    assert not hasattr(watcher.runner, "orders")


def test_a_save_without_a_change_runs_the_stage_again(watcher, target):
    save(target, solved())
    assert watcher.look()
    assert watcher.runner.orders == [[3]]


def test_a_helper_runs_the_stage_in_view(watcher, target):
    watcher.current = 4
    (target / "helper.py").write_text("x = 1")
    assert watcher.look()
    assert watcher.runner.orders == [[4]]


def test_what_a_stage_is_built_on_is_run_before_it_unless_it_is_known(watcher):
    watcher.order([3])
    finish(watcher, 3, "passed")
    watcher.order([12])
    (*below, last) = watcher.runner.orders[-1]
    assert last == 12
    assert below
    assert 3 not in below
    assert watcher.runner.known == {f"{TEST}0": "passed"}


def test_events_of_a_stopped_run_count_for_nothing(watcher):
    watcher.order([3])
    watcher.order([3])
    assert finish(watcher, 3, "passed", run=watcher.run - 1) is None
    assert watcher.results == {}


def test_a_file_that_changed_during_its_run_is_not_known(watcher, target):
    watcher.order([3])
    save(target, f"{solved()}\n# changed")
    assert finish(watcher, 3, "passed").key == ""
    assert watcher.known(3) is None


def test_a_restart_knows_what_was_run_and_runs_only_what_changed(watcher, target):
    for number in range(1, 13):
        watcher.order([number])
        finish(watcher, number, "passed")
    assert Watcher(target, Quiet("t", True, print)).outdated() == []
    save(target, f"{solved(2)}\n# changed", 2)
    again = Watcher(target, Quiet("t", True, print))
    assert 2 in again.outdated()
    assert set(again.outdated()) <= {2, 12}
    assert again.current == 2


def test_the_last_stage_leads_to_training(watcher):
    for number in range(1, 13):
        watcher.order([number])
        finish(watcher, number, "passed")
    watcher.current = 12
    assert words.next_line(watcher, 12).startswith("All stages are solved. Train your network: python -m kata train")
    assert watcher.following() is None


def test_a_blocked_stage_leads_to_the_one_it_waits_for(watcher):
    watcher.order([3])
    about = {"run": watcher.run, "stage": 3}
    event = ended(f"{TEST}0", "todo")
    event["verdict"].update(state="blocked", blocker=2, todo="")
    watcher.take({"event": "begun", **about, "tests": [f"{TEST}0"]})
    watcher.take({"event": "ended", **about, **event})
    watcher.take({"event": "finished", **about, "seconds": 0.1})
    assert words.next_line(watcher, 3).startswith("It waits for stage 02 (conv slider), which does not pass")


@pytest.mark.parametrize(("ready", "told"), [(True, "starts it again"), (False, "cannot be collected")])
def test_a_process_that_is_gone_is_told_of(watcher, ready, told):
    watcher.order([3])
    watcher.take({"event": "gone", "ready": ready})
    assert told in watcher.trouble
    assert watcher.pending == []


def test_a_stage_that_changed_says_so_in_the_list(watcher, target):
    watcher.order([3])
    finish(watcher, 3, "passed", "failed")
    assert words.row(watcher, 3) == f"[ ] {'03 pooling':<28} 1 of 2 passed, 1 failed"
    save(target, f"{solved()}\n# changed")
    watcher.look()
    assert words.row(watcher, 3).endswith("1 of 2 passed, changed since")
    assert words.row(watcher, 4).endswith("not run yet")


def test_a_deleted_file_runs_its_stage(watcher, target):
    os.unlink(target / "stage03_pooling.py")
    assert watcher.look()
    assert watcher.runner.orders == [[3]]


def test_the_first_card_is_that_of_the_first_test_whichever_ends_first(watcher):
    about = {"run": watcher.run, "stage": 3}
    watcher.take({"event": "begun", **about, "tests": [f"{TEST}{place}" for place in range(3)]})
    for place in (2, 0, 1):
        watcher.take({"event": "ended", **about, **ended(f"{TEST}{place}", "failed" if place else "passed")})
    result = watcher.take({"event": "finished", **about, "seconds": 0.1})
    assert [each.test for each in result.tests] == [f"{TEST}{place}" for place in range(3)]
    assert result.first_broken.test == f"{TEST}1"


def test_what_the_tutor_adds_takes_the_place_of_the_card(watcher):
    about = {"run": watcher.run, "stage": 3}
    watcher.take({"event": "begun", **about, "tests": [f"{TEST}{place}" for place in range(2)]})
    for place in range(2):
        watcher.take({"event": "ended", **about, **ended(f"{TEST}{place}", "failed")})
    watcher.take({"event": "advised", **about, **ended(f"{TEST}0", "failed"), "lines": ["  looks like it"]})
    result = watcher.take({"event": "finished", **about, "seconds": 0.1})
    assert [each.test for each in result.tests] == [f"{TEST}0", f"{TEST}1"]
    assert result.first_broken.lines == ("  looks like it",)
