"""How one test ended, as its report carries it: plain data, which travels between the processes of pytest-xdist."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any

from kata.course.stages import ROOT, STAGES, Stage
from kata.learner.card import Card

ATTRIBUTE = "kata"
"""Of a report, for what `to_plain` gives."""


@dataclass(frozen=True)
class Verdict:
    """A test, by what pytest has to be told to run it; the card of a failure, or the text of a stub."""

    test: str
    stage: Stage
    state: str
    card: Card | None = None
    todo: str = ""
    blocker: Stage | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Where it comes in the course: processes that share the work report in any order."""
        names, name = names_of(self.stage), name_of(self.test)
        return self.stage.number, names.index(name) if name in names else len(names)

    def to_plain(self) -> dict[str, Any]:
        """Texts, numbers, tuples and dictionaries only."""
        card = asdict(self.card) if self.card else None
        blocker = self.blocker.number if self.blocker else None
        return {**vars(self), "stage": self.stage.number, "blocker": blocker, "card": card}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Verdict:
        """The outcome that was made plain."""
        stage, blocker = (STAGES[plain[name] - 1] if plain[name] else None for name in ("stage", "blocker"))
        return cls(**{**plain, "stage": stage, "blocker": blocker, "card": plain["card"] and Card(**plain["card"])})


def stage_of_file(file: str | PurePath) -> Stage | None:
    """The stage that a test file belongs to, by its name; None for other files."""
    return next((stage for stage in STAGES if PurePath(file).name == f"test_{stage.module}.py"), None)


def name_of(test: str) -> str:
    """The function of a test, from what pytest has to be told to run it."""
    return test.rpartition("::")[2].partition("[")[0]


@functools.cache
def names_of(stage: Stage) -> tuple[str, ...]:
    """The tests of a stage, in their order."""
    text = (ROOT / stage.test_file).read_text(encoding="utf-8")
    return tuple(re.findall(r"^def (test_\w+)", text, re.MULTILINE))


def is_whole(stage: Stage, outcomes: Mapping[str, Verdict]) -> bool:
    """Whether all tests of a stage have run, and not a selection."""
    ran = {name_of(test) for test, outcome in outcomes.items() if outcome.stage is stage}
    return ran >= set(names_of(stage))
