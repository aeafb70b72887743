"""A test of a stage, and how it ended: frozen values that pass from the judge to the grade."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class StageTest:
    """A test of a stage as the grader knows it before it meets a submission: its id for pytest, and its law.

    weight: its share of the stage's points, relative to the others'. private: known by its name only. visibility: when
    its student may see it.
    """

    node_id: str
    law: str
    weight: float = 1.0
    private: bool = False
    visibility: str = "visible"

    @property
    def name(self) -> str:
        return self.node_id.rpartition("::")[2]


@dataclass(frozen=True)
class Outcome:
    """How one test ended, what there is to say about it, and how long it took, which makes no two of them differ.

    looks_like: which misconception of the course the program answers like, in words, where the tutor knows it.
    """

    test: StageTest
    state: str
    message: str = ""
    seconds: float = field(default=0.0, compare=False)
    looks_like: str = ""
