"""Programs tried with many seeds as a learner's pytest does, but quickly: the inputs of a stage are drawn once a seed.

A process for each stage and seed collects the tests and draws their inputs, as the watch does, and forks for each
program. What Hypothesis must draw while a test runs is drawn in the forks. A test has all the time that it needs: what
is asked here is whether a program is right, and a busy machine does not decide it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from kata.course.target import MODULES
from kata.grading.grade import warm_up
from kata.grading.machine import cores
from kata.judge.record import read_record
from kata.learner.drawn import examples_of
from kata.learner.pytest_plugin import id_of
from kata.learner.watch.run import Later, run_tests
from tests.engine.programs import ROOT, Program

Task = tuple[int, list[Program], Path]
Found = tuple[int, Program, list[str]]
"""A seed, a program, and the laws that it breaks with this seed."""


def failing_laws(chosen: list[Program], seeds: Iterable[int], scratch: Path) -> Iterator[Found]:
    """The laws that each program breaks with each seed, as they are known."""
    warm_up()
    stages = {program.stage: [each for each in chosen if each.stage is program.stage] for program in chosen}
    tasks = [(seed, programs, scratch) for seed in seeds for programs in stages.values()]
    with get_context("fork").Pool(len(cores()), maxtasksperchild=1) as pool:
        for seed, programs, found in pool.imap_unordered(_try_all, tasks, chunksize=1):
            yield from ((seed, program, laws) for program, laws in zip(programs, found, strict=True))


def _try_all(task: Task) -> tuple[int, list[Program], list[list[str]]]:
    """In a process of its own: what each program of a stage breaks with a seed."""
    seed, programs, scratch = task
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.chdir(ROOT)
    for name in MODULES:
        sys.modules[name] = Later(name)
    options = ["-c", "pyproject.toml", "--rootdir=.", "-s", "-p", "no:cacheprovider", "--assert=plain"]
    options += ["--test-timeout=0"]
    plugin = InForks([program.write(scratch / str(seed)).folder for program in programs])
    pytest.main([*options, f"--hypothesis-seed={seed}", programs[0].stage.test_file], plugins=[plugin])
    return seed, programs, plugin.broken


class InForks:
    """Takes the place of pytest's own loop over the tests: one fork for each folder."""

    def __init__(self, folders: list[Path]) -> None:
        self.folders = folders
        self.broken: list[list[str]] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Draw the inputs, and run all tests on each folder."""
        items: list[Any] = session.items
        drawn = {id_of(item): found for item in items if (found := examples_of(item)) is not None}
        for folder in self.folders:
            record = folder / "record.jsonl"
            child = os.fork()
            if not child:
                try:
                    _aim_at(session.config, folder, record)
                    run_tests(session, items, drawn, {}, os.open(os.devnull, os.O_WRONLY))
                finally:
                    os._exit(0)
            os.waitpid(child, 0)
            ends = {each["test"]: each["state"] for each in read_record(record) if each["event"] == "end"}
            self.broken.append([item.originalname for item in items if ends.get(id_of(item)) != "passed"])
        return True


def _aim_at(config: pytest.Config, folder: Path, record: Path) -> None:
    """Let the kata's plugin test this folder."""
    kata: Any = config.pluginmanager.get_plugin("kata")
    config.option.target = str(folder)
    kata.folder = kata.finder.folder = folder
    kata.shortcuts.inside, kata.record = f"{folder}{os.sep}", record
