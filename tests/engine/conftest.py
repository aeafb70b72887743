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


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items):
    """Tests of one file run in one process, with its fixtures; those of many programs, in one for each stage."""
    for item in items:
        program = getattr(item, "callspec", None) and item.callspec.params.get("program")
        group = f"stage {program.stage.number}" if program else item.path.name
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_terminal_summary(terminalreporter):
    """Count."""
    passed = [re.sub(r"\[.*", "", each.nodeid.rpartition("::")[2]) for each in terminalreporter.getreports("passed")]
    for what, test in COUNTED.items():
        if count := passed.count(test):
            terminalreporter.write_line(f"{what}: {count}")
