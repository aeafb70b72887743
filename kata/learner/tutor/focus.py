"""What is compared: a function, a class, or one of its methods; and which of the recorded steps belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kata.learner.tutor.bank import Misconception
from kata.learner.tutor.recording import Episode, Raised, Step


@dataclass(frozen=True)
class Focus:
    """What is compared: all calls of a function or a class, or only the episodes with calls of one of its methods.

    What a method answers depends on what others have left in the object, so that it is looked at only where no others
    have been called. exact: see `Player`.
    """

    root: str
    method: str | None
    exact: bool

    def part_of(self, episode: Episode) -> Episode:
        """The steps that have to be played; none of an episode with calls of other methods."""
        steps, memory = [], dict[int, bytes]()
        for step in takewhile(is_written, episode.steps):
            memory |= step.before
            if step.key[0] == self.root:
                steps.append(replace(step, before=memory))
                memory = {}
            else:
                memory |= step.after
        methods = {step.key[1] for step in steps if step.operation in ("call", "pull")} - {"", "__init__"}
        return replace(episode, steps=steps if self.method is None or methods == {self.method} else [])

    def fits(self, misconception: Misconception) -> bool:
        methods = misconception.changes.get(self.root)
        return methods is not None and (self.method is None or self.method in methods)

    @property
    def shown(self) -> str:
        return f"{self.root}.{self.method}" if self.method else self.root


def focuses_of(episodes: Sequence[Episode], test: str) -> list[Focus]:
    """What the test calls, to be compared roughly: first whole functions and classes, then single methods."""
    keys = list(dict.fromkeys(step.key for episode in episodes if episode.test == test for step in episode.steps))
    wholes: list[tuple[str, str | None]] = [(root, None) for root in dict.fromkeys(root for root, _ in keys)]
    parts = [step.key for episode in episodes for step in episode.steps if step.operation in ("call", "pull")]
    methods = [(root, part) for root, part in keys if part not in ("", "__init__") and (root, part) in parts]
    return [Focus(root, part, exact=False) for root, part in [*wholes, *methods]]


def is_written(step: Step) -> bool:
    """Whether the program has what is asked for, and not a stub or nothing in its place."""
    missing = step.operation == "get" and isinstance(step.answer, Raised) and step.answer.name == "AttributeError"
    return not missing and not (isinstance(step.answer, Raised) and step.answer.stub)
