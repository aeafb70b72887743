"""What a judge writes down, and what the grader makes of it when the judge has ended."""

import pytest

from kata.judge.outcomes import Outcome, StageTest
from kata.judge.record import explain_end, finished_tests, read_record

TESTS = (
    StageTest("t.py::test_one", "One."),
    StageTest("t.py::test_two", "Two."),
    StageTest("t.py::test_three", "Three."),
)


def test_a_record_is_read_without_its_broken_lines(tmp_path):
    record = tmp_path / "record.jsonl"
    record.write_bytes(b'{"event": "start", "test": "a"}\n[1]\n\xff\n{"event": "en')
    assert read_record(record) == [{"event": "start", "test": "a"}]
    assert read_record(tmp_path / "none.jsonl") == []


def test_only_tests_that_were_asked_for_count():
    events = [
        {"event": "end", "test": name, "state": "passed", "message": ""} for name in ("t.py::test_one", "t.py::x")
    ]
    assert finished_tests(events, TESTS) == [Outcome(TESTS[0], "passed")]


@pytest.mark.parametrize(
    ("events", "states"),
    [
        ([], ["grader_error"] * 3),
        ([{"event": "source", "below": []}], ["grader_error"] * 3),
        ([{"event": "start", "test": TESTS[0].node_id, "time": 0.0, "seconds": 10}], ["grader_error"]),
        ([{"event": "start", "test": TESTS[0].node_id, "time": -100.0, "seconds": 10}], ["timeout"]),
        ([{"event": "start", "test": TESTS[0].node_id, "time": -4.0, "seconds": 10}], ["grader_error"]),
        ([{"event": "start", "test": TESTS[0].node_id, "time": -4.0, "seconds": 2.5}], ["timeout"]),
    ],
)
def test_the_end_of_a_child_is_explained_by_what_it_was_doing(events, states, monkeypatch):
    monkeypatch.setattr("time.monotonic", lambda: 1.0)
    outcomes = explain_end(events, TESTS)
    assert [outcome.state for outcome in outcomes] == states
    assert outcomes[0].test == TESTS[0]


def test_a_child_that_ended_between_two_tests_is_followed_by_another():
    between = [{"event": "start", "test": TESTS[0].node_id, "time": 0.0, "seconds": 10}]
    assert explain_end(between, TESTS[1:]) == []
