"""What is compared: a function, a class, or one of its methods; and which of the recorded steps belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kata.learner.tutor.bank import Misconception
from kata.learner.tutor.memory import Gathered, ObjectRef
from kata.learner.tutor.recording import Episode, Raised, Step


@dataclass(frozen=True)
class Focus:
    """What is compared: all calls of a function or a class, or only the episodes with calls of one of its methods.

    What a method answers depends on what others have left in the object, so that it is looked at only where no others
    have been called. exact, loose: see `Player`.
    """

    root: str
    method: str | None
    exact: bool = False
    loose: bool = False

    def part_of(self, episode: Episode) -> Episode:
        """The steps that have to be played; none of an episode with calls of other methods."""
        steps, memory = [], dict[int, bytes]()
        written = list(takewhile(is_written, episode.steps))
        roots = {self.root, *_makers(written, self.root)}
        for step in written:
            memory |= step.before
            if step.key[0] in roots:
                steps.append(replace(step, before=memory, needed=step.key[0] != self.root))
                memory = {}
            else:
                memory |= step.after
        methods = {step.key[1] for step in steps if step.operation in ("call", "pull")} - {"", "__init__"}
        steps = steps if any(step.key[0] == self.root for step in steps) else []
        return replace(episode, steps=steps if self.method is None or methods == {self.method} else [])

    def fits(self, misconception: Misconception) -> bool:
        methods = misconception.changes.get(self.root)
        return methods is not None and (self.method is None or self.method in methods)

    @property
    def shown(self) -> str:
        return f"{self.root}.{self.method}" if self.method else self.root


def focuses_of(episodes: Sequence[Episode], test: str) -> list[Focus]:
    """What the test calls: first whole functions and classes, then single methods."""
    keys = list(dict.fromkeys(step.key for episode in episodes if episode.test == test for step in episode.steps))
    wholes: list[tuple[str, str | None]] = [(root, None) for root in dict.fromkeys(root for root, _ in keys)]
    parts = [step.key for episode in episodes for step in episode.steps if step.operation in ("call", "pull")]
    methods = [(root, part) for root, part in keys if part not in ("", "__init__") and (root, part) in parts]
    return [Focus(root, part) for root, part in [*wholes, *methods]]


def _makers(steps: Sequence[Step], root: str) -> set[str]:
    """The classes of the objects that a function is given: it cannot be played without them."""
    used = {number for step in steps if step.key == (root, "") for number in _objects_in(step.arguments)}
    made = {step.answer.number: step.key[0] for step in steps if isinstance(step.answer, ObjectRef)}
    return {made[number] for number in used & made.keys()}


def _objects_in(arguments: Gathered) -> list[int]:
    return [each.number for each in arguments.items if isinstance(each, ObjectRef)]


def is_written(step: Step) -> bool:
    """Whether the program has what is asked for, and not a stub or nothing in its place."""
    missing = step.operation == "get" and isinstance(step.answer, Raised) and step.answer.name == "AttributeError"
    return not missing and not (isinstance(step.answer, Raised) and step.answer.stub)
