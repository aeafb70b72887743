"""How the engine's tests share two processes, and what of the course they have run, counted at their end."""

import re
import signal
from collections import Counter

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a script's background: Ctrl-C could not be tried
    signal.signal(signal.SIGINT, signal.default_int_handler)

COUNTED = {
    "misconceptions caught": "test_a_misconception_is_caught_by_the_law_that_it_names",
    "right variants accepted": "test_a_right_variant_is_accepted",
    "shortcuts noticed": "test_a_library_that_does_the_work_is_noticed",
    "damaged submissions judged": "test_a_damaged_submission_gets_the_right_states",
    "attacks withstood": "test_an_attack_gets_its_state_and_no_other_test_does",
}
HEAVY = (
    "learner/watch/test_warm.py",
    "learner/test_pytest_plugin.py",
    "site/test_site.py",
    "grading/test_results.py",
    "grading/test_cluster.py",
    "grading/test_grader.py",
    "course/test_foundations.py",
    "draw/test_server.py",
    "grading/release/test_autograder.py",
    "course/test_target.py",
    "grading/test_notebooks.py",
    "course/test_selfcheck.py",
)
"""The files that take longest: one that begins last would leave the other process without work."""


def group_of(test):
    """What runs in one process: the tests of a file, with its fixtures; those of many programs, stage by stage."""
    program = re.search(r"\[(\d\d)/", test)
    return f"stage {program[1]}" if program else test.partition("::")[0]


def in_order(tests):
    """The names of tests, those of heavy files first, then those of the groups with the most tests."""
    sizes = Counter(map(group_of, tests))
    ranks = {f"tests/engine/{file}": rank for rank, file in enumerate(HEAVY)}
    return sorted(tests, key=lambda test: (ranks.get(group_of(test), len(HEAVY)), -sizes[group_of(test)]))


def pytest_collection_modifyitems(config, items):
    """Where processes share the work, they take it in this order."""
    if hasattr(config, "workerinput"):
        places = {test: place for place, test in enumerate(in_order([item.nodeid for item in items]))}
        items.sort(key=lambda item: places[item.nodeid])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give each process of `-n` a group at a time."""
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return group_of(nodeid)

    config.option.loadscopereorder = False  # by numbers of tests: an order of our own is better
    return ByGroup(config, log)


def pytest_terminal_summary(terminalreporter):
    """Count."""
    passed = [re.sub(r"\[.*", "", each.nodeid.rpartition("::")[2]) for each in terminalreporter.getreports("passed")]
    for what, test in COUNTED.items():
        if count := passed.count(test):
            terminalreporter.write_line(f"{what}: {count}")
