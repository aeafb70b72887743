"""What a worker is sent: all that decides how a test ends, and nothing that decides about points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kata.grading.snapshot import Parcel
from kata.judge.limits import Limits


@dataclass(frozen=True)
class Member:
    """A submission; folder: where its instructor has it, as messages call it. files: or why there are none."""

    name: str
    folder: Path
    files: Parcel | str


@dataclass(frozen=True)
class Order:
    """A batch. private: the folder of the private tests. jobs: judges at once; None for as many as the machine
    has room for, and Dask's worker has threads.

    facts: what must be the same on both sides. protections: what the worker's sandbox must have.
    """

    members: tuple[Member, ...]
    stages: tuple[int, ...]
    limits: Limits
    private: Parcel | None
    jobs: int | None
    facts: dict[str, str]
    protections: tuple[str, ...]
    threads: int = 1
