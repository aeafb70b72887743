"""The self-check sees what there is to see: with inputs drawn once, a wrong program breaks its law and a right one none."""

from tests.engine.forks import failing_laws
from tests.engine.programs import MISCONCEPTIONS, VARIANTS, programs


def test_programs_in_forks_break_the_laws_that_they_break_elsewhere(tmp_path):
    by_name = {each.name: each for folder in (MISCONCEPTIONS, VARIANTS) for each in programs(folder)}
    wrong, right = by_name["03/averages"], by_name["03/reshape_and_amax"]
    found = {(seed, program.name): laws for seed, program, laws in failing_laws([wrong, right], [4, 5], tmp_path)}
    assert [found[seed, right.name] for seed in (4, 5)] == [[], []]
    assert all(wrong.law in found[seed, wrong.name] for seed in (4, 5))
