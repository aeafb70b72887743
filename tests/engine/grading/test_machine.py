"""How many judges a machine has room for, and which core each of them has to itself."""

import os

import psutil
import pytest

from kata.grading import machine
from kata.grading.machine import Core, default_jobs

GB = 1 << 30


@pytest.fixture
def container(tmp_path, monkeypatch):
    """A container of 16 cores with plenty of memory, whose limits can be written down."""
    monkeypatch.setattr(machine, "CGROUP", tmp_path)
    monkeypatch.setattr(machine, "cores", lambda: list(range(16)))
    monkeypatch.setattr(psutil, "virtual_memory", lambda: type("", (), {"available": 64 * GB}))
    return tmp_path


def test_without_limits_there_is_a_judge_for_each_core(container):
    assert default_jobs() == 16
    (container / "cpu.max").write_text("max 100000")
    (container / "memory.max").write_text("max")
    assert default_jobs() == 16


@pytest.mark.parametrize(("quota", "jobs"), [("50000 100000", 1), ("250000 100000", 3)])
def test_a_quota_of_processor_time_limits_them(container, quota, jobs):
    (container / "cpu.max").write_text(quota)
    assert default_jobs() == jobs


def test_memory_limits_them(container, monkeypatch):
    (container / "memory.max").write_text(str(3 * GB))
    (container / "memory.current").write_text(str(GB))
    assert default_jobs() == 2
    monkeypatch.setattr(psutil, "virtual_memory", lambda: type("", (), {"available": 100}))
    assert default_jobs() == 1


def test_two_judges_never_have_the_same_core_also_of_two_graders(monkeypatch):
    monkeypatch.setattr(machine, "CORE_NAME", f"kata-core-of-a-test-{os.getpid()}")
    monkeypatch.setattr(machine, "cores", lambda: [3, 5])
    first, second = Core(), Core()
    before = os.listdir("/proc/self/fd")
    third = Core()
    assert (first.number, second.number, third.number) == (3, 5, None)
    assert len(os.listdir("/proc/self/fd")) == len(before)
    first.free()
    again = Core()
    assert again.number == 3
    for each in (second, third, again):
        each.free()
