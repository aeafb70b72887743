"""`python -m tests.engine.selfcheck --seeds 20`: do the tests tell right from wrong? Prints both counts.

Every misconception must be caught with every seed, and every right variant pass with every seed. Exits with 1 where
one does not. `--laws` also prints which laws catch each misconception.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.engine.programs import MISCONCEPTIONS, VARIANTS, catching_laws, programs, results


def main() -> int:
    """Run the check, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="Hypothesis seeds for the right variants (default 20)")
    parser.add_argument("--wrong-seeds", type=int, default=1, help="and for the misconceptions (default 1)")
    parser.add_argument("--stage", type=int, help="only this stage")
    parser.add_argument("--laws", action="store_true", help="print which laws catch each misconception")
    options = parser.parse_args()
    wrong = [each for each in programs(MISCONCEPTIONS) if options.stage in (None, each.stage.number)]
    right = [each for each in programs(VARIANTS) if options.stage in (None, each.stage.number)]
    with tempfile.TemporaryDirectory() as folder:
        missed = check_misconceptions(wrong, Path(folder), options.wrong_seeds, options.laws)
        rejected = check_variants(right, Path(folder), options.seeds)
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


def check_variants(right, folder: Path, seeds: int) -> set[str]:
    """The names of the right programs that failed a test with some seed."""
    rejected = set()
    for seed in range(seeds):
        for program, result in results(right, folder, seed).items():
            if laws := catching_laws(result):
                print(f"rejected with seed {seed}: {program.name} by {', '.join(laws)}")
                rejected.add(program.name)
    return rejected


if __name__ == "__main__":
    sys.exit(main())
