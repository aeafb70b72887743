"""The rehearsal does what workers do, and leaves nothing that a submission could find."""

import os
import sys

from kata.course.target import MODULES
from kata.worker import rehearsal
from kata.worker.answers import Worker


def test_all_requests_are_answered_but_the_one_that_is_wrong(monkeypatch):
    answers = []
    send = rehearsal.Wire.send
    monkeypatch.setattr(rehearsal.Wire, "send", lambda wire, what: (answers.append(what[0]), send(wire, what)))
    monkeypatch.setattr(rehearsal, "TIMES", 3)
    rehearsal.rehearse()
    assert [each for each in answers if each != []] == 3 * [*5 * ["value"], "raised", *5 * ["value"]]


def test_no_stage_folder_descriptor_or_object_is_left(monkeypatch):
    workers = []
    monkeypatch.setattr(rehearsal, "Worker", lambda *a: workers.append(Worker(*a)) or workers[-1])
    before = list(sys.path), list(sys.meta_path), set(os.listdir("/proc/self/fd")), set(sys.modules) & MODULES
    rehearsal.rehearse()
    assert (list(sys.path), list(sys.meta_path), set(os.listdir("/proc/self/fd")), set(sys.modules) & MODULES) == before
    assert not workers[0].folder.exists()
