"""A test of a stage, and how it ended: frozen values that pass from the judge to the grade."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StageTest:
    """A test of a stage as the grader knows it before it meets a submission: its id for pytest, and its law.

    weight: its share of the stage's points, relative to the others'. private: known by its name only.
    """

    node_id: str
    law: str
    weight: float = 1.0
    private: bool = False

    @property
    def name(self) -> str:
        return self.node_id.rpartition("::")[2]


@dataclass(frozen=True)
class Outcome:
    """How one test ended, and what there is to say about it."""

    test: StageTest
    state: str
    message: str = ""
