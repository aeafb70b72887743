"""`python -m tests.engine.selfcheck --seeds 20`: do the tests tell right from wrong? Prints both counts.

Every misconception must be caught with every seed, and every right variant pass with every seed. Exits with 1 where
one does not. `--laws` also prints which laws catch each misconception. `--both-ways` asks instead whether each program
gets the same verdict through the judge and in one process with the tests; a misconception is given the law it names.
`--in-process` tries the right variants as a learner's pytest does, which is faster than to judge them:
their inputs are drawn once for each seed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.engine.forks import failing_laws
from tests.engine.programs import MISCONCEPTIONS, VARIANTS, catching_laws, pass_in_process, programs, results


def main() -> int:
    """Run the check, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="Hypothesis seeds for the right variants (default 20)")
    parser.add_argument("--wrong-seeds", type=int, default=1, help="and for the misconceptions (default 1)")
    parser.add_argument("--stage", type=int, help="only this stage")
    parser.add_argument("--laws", action="store_true", help="print which laws catch each misconception")
    parser.add_argument("--both-ways", action="store_true", help="compare the judge with the tests in one process")
    parser.add_argument("--in-process", action="store_true", help="only the right variants, without the judge")
    parser.add_argument("--first-seed", type=int, default=0, help="the first of the seeds (default 0)")
    options = parser.parse_args()
    wrong = [each for each in programs(MISCONCEPTIONS) if options.stage in (None, each.stage.number)]
    right = [each for each in programs(VARIANTS) if options.stage in (None, each.stage.number)]
    with tempfile.TemporaryDirectory() as folder:
        if options.both_ways:
            return 1 if differing(wrong, Path(folder), True) | differing(right, Path(folder), False) else 0
        seeds = range(options.first_seed, options.first_seed + options.seeds)
        wrong = [] if options.in_process else wrong
        missed = check_misconceptions(wrong, Path(folder), options.wrong_seeds, options.laws)
        rejected = check_variants(right, Path(folder), seeds, options.in_process)
    if wrong:
        print(f"misconceptions caught: {len(wrong) - len(missed)} of {len(wrong)} ({options.wrong_seeds} seeds)")
    print(f"right variants accepted: {len(right) - len(rejected)} of {len(right)} ({options.seeds} seeds)")
    return 1 if missed or rejected else 0


def check_misconceptions(wrong, folder: Path, seeds: int, laws: bool = False) -> set[str]:
    """The names of the misconceptions that passed everything with some seed."""
    missed = set()
    for seed in range(seeds):
        for program, result in results(wrong, folder, seed).items():
            caught_by = catching_laws(result)
            if laws and seed == 0:
                print(f"{program.name}: {', '.join(caught_by) or 'NOT CAUGHT'}")
            if not caught_by:
                print(f"not caught with seed {seed}: {program.name}")
                missed.add(program.name)
    return missed


def check_variants(right, folder: Path, seeds: Iterable[int], in_process: bool = False) -> set[str]:
    """The names of the right programs that failed a test with some seed."""
    rejected = set()
    for seed, program, laws in failing_laws(right, seeds, folder) if in_process else judged_laws(right, seeds, folder):
        if laws:
            print(f"rejected with seed {seed}: {program.name} by {', '.join(laws)}", flush=True)
            rejected.add(program.name)
    return rejected


def judged_laws(chosen, seeds: Iterable[int], folder: Path):
    """The laws that each program breaks with each seed, through the judge."""
    for seed in seeds:
        for program, result in results(chosen, folder, seed).items():
            yield seed, program, catching_laws(result)


def differing(chosen, folder: Path, named_law_only: bool) -> set[str]:
    """The names of the programs on which the judge and the tests in one process do not agree."""
    judged = results(chosen, folder, named_law_only=named_law_only)
    trusted = pass_in_process(chosen, folder, named_law_only=named_law_only)
    passed = {program for program, result in judged.items() if not catching_laws(result)}
    for program in sorted(passed ^ trusted, key=lambda each: each.name):
        print(f"{program.name} passes only {'through the judge' if program in passed else 'in one process'}")
    agreed = len(chosen) - len(passed ^ trusted)
    print(f"same verdict both ways: {agreed} of {len(chosen)}, of which {len(passed)} pass through the judge")
    return {program.name for program in passed ^ trusted}


if __name__ == "__main__":
    sys.exit(main())
