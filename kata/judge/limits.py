"""What a grade may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Seconds are wall time: a stage's include those of its tests, and a submission's those of its stages.

    After a stage's first endless loop each further test has a quarter of `test_seconds`, so that one broken function
    does not use up the time of the tests of the others.

    memory_bytes: what a worker may take beside what Python and torch already have. examples: how many inputs a
    property is tried on; None leaves that to each test. tutor: whether a failing program is compared with the
    misconceptions.
    """

    stage_seconds: float = 120.0
    test_seconds: float = 10.0
    submission_seconds: float = 1200.0
    memory_bytes: int = 2 << 30
    seed: int = 0
    examples: int | None = None
    tutor: bool = True
