"""Which misconception answers all recorded calls as the recorded program did, where the solution does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from types import CodeType, ModuleType

from kata.learner.tutor.bank import Misconception
from kata.learner.tutor.programs import make_module
from kata.learner.tutor.recording import Episode, Raised, Step
from kata.learner.tutor.replaying import Player

FEWEST = 3
"""How many calls the solution has to answer otherwise, at the least, for anything to be said."""

QUICK = 4
"""On how many of those calls a misconception is tried first."""


@dataclass(frozen=True)
class Match:
    """A misconception that a program behaves like. function: whose answers were compared; calls: on how many calls."""

    misconception: Misconception
    function: str
    calls: int
    tests: frozenset[str]


@dataclass(frozen=True)
class Focus:
    """What is compared: all that belongs to a function or a class, or one method of it.

    exact: see `Player`.
    """

    root: str
    method: str | None
    exact: bool

    def plays(self, step: Step) -> bool:
        return step.key[0] == self.root

    def compares(self, step: Step) -> bool:
        return self.plays(step) and (self.method is None or step.key[1] == self.method)

    def fits(self, misconception: Misconception) -> bool:
        methods = misconception.changes.get(self.root)
        return methods is not None and (self.method is None or self.method in methods)

    @property
    def shown(self) -> str:
        return f"{self.root}.{self.method}" if self.method else self.root


@dataclass(frozen=True)
class Bank:
    """What a program is compared with. guard: bounds the time of one episode, by an exception."""

    module: str
    solution: CodeType
    misconceptions: Sequence[Misconception]
    guard: Callable[[], AbstractContextManager[object]] = nullcontext


def match(bank: Bank, episodes: Sequence[Episode], test: str) -> Match | None:
    """The one misconception that explains why `test` fails, or None."""
    for focus in _focuses(episodes, test):
        found = _match_in(bank, [_part(episode, focus) for episode in episodes], focus, test)
        if found:
            return found
    return None


def _focuses(episodes: Sequence[Episode], test: str) -> list[Focus]:
    """What the test calls: first whole functions and classes, then single methods; first exactly, then roughly."""
    keys = list(dict.fromkeys(step.key for episode in episodes if episode.test == test for step in episode.steps))
    roots = list(dict.fromkeys(root for root, _ in keys))
    methods = [(root, part) for root, part in keys if part not in ("", "__init__")]
    wholes: list[tuple[str, str | None]] = [(root, None) for root in roots]
    return [Focus(root, part, exact) for root, part in [*wholes, *methods] for exact in (True, False)]


def _part(episode: Episode, focus: Focus) -> Episode:
    return replace(episode, steps=[step for step in episode.steps if focus.plays(step)])


def _match_in(bank: Bank, episodes: list[Episode], focus: Focus, test: str) -> Match | None:
    candidates = [each for each in bank.misconceptions if focus.fits(each)]
    if not candidates:
        return None
    evidence = _otherwise(bank, make_module(bank.module, [bank.solution]), episodes, focus)
    if not any(episode.test == test for episode, _ in evidence) or len(evidence) < FEWEST:
        return None
    if not _convincing(evidence, episodes, focus):
        return None
    quick = sorted((episode for episode, _ in evidence), key=lambda episode: episode.seconds)[:QUICK]
    likely = [each for each in candidates if _agrees(bank, each, quick, focus)]
    alike = [each for each in likely or candidates if _agrees(bank, each, episodes, focus)]
    if not alike or any(not _equal(alike[0], each) for each in alike[1:]):
        return None
    calls = sum(focus.compares(step) and step.operation == "call" for episode in episodes for step in episode.steps)
    return Match(alike[0], focus.shown, calls, frozenset(episode.test for episode, _ in evidence))


def _equal(one: Misconception, other: Misconception) -> bool:
    return other.name in one.equals or one.name in other.equals


def _otherwise(bank: Bank, solution: ModuleType, episodes: list[Episode], focus: Focus) -> list[tuple[Episode, Step]]:
    """The steps that the solution clearly answers otherwise."""
    player = Player(solution, focus.exact)
    found = []
    for episode in episodes:
        with bank.guard():
            for step, likeness in player.play(episode):
                if focus.compares(step) and not likeness.alike:
                    if likeness.otherwise:
                        found.append((episode, step))
                    break
    return found


def _agrees(bank: Bank, misconception: Misconception, episodes: list[Episode], focus: Focus) -> bool:
    """Whether a misconception answers all calls alike; one that cannot be played does not."""
    try:
        player = Player(make_module(bank.module, [bank.solution, misconception.code]), focus.exact)
        return all(_answers_alike(player, episode, focus, bank) for episode in episodes)
    except Exception:
        return False


def _answers_alike(player: Player, episode: Episode, focus: Focus, bank: Bank) -> bool:
    with bank.guard():
        return all(likeness.alike or not focus.compares(step) for step, likeness in player.play(episode))


def _convincing(evidence: list[tuple[Episode, Step]], episodes: list[Episode], focus: Focus) -> bool:
    """Whether what speaks for a misconception is more than that a program fails whatever it is asked."""
    answers = [step.answer for _, step in evidence]
    if any(not isinstance(answer, Raised) for answer in answers):
        return True
    if all(answer.name == "NameError" for answer in answers):
        return True
    steps = [step for episode in episodes for step in episode.steps if focus.compares(step)]
    return any(step.operation == "call" and not isinstance(step.answer, Raised) for step in steps)
