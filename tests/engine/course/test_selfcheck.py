"""The self-check with inputs drawn once sees what there is to see."""

from tests.engine.forks import failing_laws
from tests.engine.programs import MISCONCEPTIONS, VARIANTS, programs


def test_programs_in_forks_break_the_laws_that_they_break_elsewhere(tmp_path):
    by_name = {each.name: each for folder in (MISCONCEPTIONS, VARIANTS) for each in programs(folder)}
    wrong, right = by_name["03/averages"], by_name["03/reshape_and_amax"]
    found = {(seed, program.name): laws for seed, program, laws in failing_laws([wrong, right], [4], tmp_path)}
    assert found[4, right.name] == []
    assert wrong.law in found[4, wrong.name]
