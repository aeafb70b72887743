"""How the engine's tests share two processes, and what of the course they have run, counted at their end."""

import re

import pytest

COUNTED = {
    "misconceptions caught": "test_a_misconception_is_caught_by_the_law_that_it_names",
    "right variants accepted": "test_a_right_variant_is_accepted",
    "shortcuts noticed": "test_a_library_that_does_the_work_is_noticed",
    "damaged submissions judged": "test_a_damaged_submission_gets_the_right_states",
    "attacks withstood": "test_an_attack_gets_its_state_and_no_other_test_does",
}


def group_of(test):
    """What runs in one process: the tests of a file, with its fixtures; those of many programs, stage by stage."""
    program = re.search(r"\[(\d\d)/", test)
    return f"stage {program[1]}" if program else test.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give each process of `-n` a group at a time."""
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return group_of(nodeid)

    return ByGroup(config, log)


def pytest_terminal_summary(terminalreporter):
    """Count."""
    passed = [re.sub(r"\[.*", "", each.nodeid.rpartition("::")[2]) for each in terminalreporter.getreports("passed")]
    for what, test in COUNTED.items():
        if count := passed.count(test):
            terminalreporter.write_line(f"{what}: {count}")
