"""Which misconception answers all recorded calls as the recorded program did, where the solution does not.

The entry for everybody who has recorded calls is `match`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from types import CodeType

from kata.learner.tutor.bank import Misconception
from kata.learner.tutor.focus import Focus, focuses_of
from kata.learner.tutor.programs import make_module
from kata.learner.tutor.recording import Episode, Raised, Step
from kata.learner.tutor.replaying import Player

FEWEST = 2
"""How many calls the solution has to answer otherwise, at the least, for anything to be said."""
FEWEST_PLAYED, FEWEST_EXACT, FEWEST_LONG, MANY_CALLS = 8, 4, 3, 100
"""On how many runs of tests a misconception has to agree, at the least; to the last digit, or in long ones with many
calls, on fewer."""
QUICK = 4
"""On how many runs of tests, of those that may fail, a misconception is tried first."""
LARGE = 10_000
"""Bytes in a run from which on smaller ones are preferred; else they keep their order, for programs that remember."""


@dataclass(frozen=True)
class Match:
    """A misconception that a program behaves like. function: whose answers were compared; calls: on how many calls.

    tests: those with calls that the solution answers otherwise.
    """

    misconception: Misconception
    function: str
    calls: int
    tests: frozenset[str]


@dataclass(frozen=True)
class Bank:
    """What a program is compared with.

    seconds: what one program may take to play the calls; those after that are left out.
    guard: bounds the time of one episode, by an exception.
    """

    module: str
    solution: CodeType
    misconceptions: Sequence[Misconception]
    seconds: float = float("inf")
    guard: Callable[[], AbstractContextManager[object]] = nullcontext
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True)
class Likely:
    """The misconceptions that have answered the first calls alike, as far as the focus goes."""

    focus: Focus
    candidates: Sequence[Misconception]


@dataclass(frozen=True)
class Agreement:
    """How far a program's numbers are from those recorded, at the most, and on how many episodes."""

    apart: float
    episodes: int


@dataclass(frozen=True)
class Played:
    """An episode, the seconds that it took the solution, and the first step that it clearly answers otherwise."""

    episode: Episode
    seconds: float
    otherwise: Step | None


def match(bank: Bank, episodes: Sequence[Episode], test: str, likely: Sequence[Likely] | None = None) -> Match | None:
    """The one misconception that explains why `test` fails, or None. likely: what has been found out by `narrow`."""
    for each in narrow(bank, episodes, test) if likely is None else likely:
        if found := _match_in(bank, _parts(episodes, each.focus), each, test):
            return found
    return None


def narrow(bank: Bank, episodes: Sequence[Episode], test: str) -> list[Likely]:
    """What may explain why `test` fails, by a few calls: most misconceptions answer those otherwise.

    First exactly, then roughly, then loosely; only what is alike loosely can be so in a stricter way.
    """
    found: list[Likely] = []
    telling = [episode for episode in episodes if episode.test == test or episode.failed]
    if any(episode.nbytes > LARGE for episode in telling[:QUICK]):
        telling.sort(key=lambda episode: episode.nbytes)
    quick = telling[:QUICK]
    for focus in focuses_of(episodes, test):
        failing = [part for part in _parts(episodes, focus) if part.test == test and part.failed]
        failing = sorted(failing, key=lambda episode: episode.nbytes)[:QUICK]
        parts, known = _parts(quick, focus), [each for each in bank.misconceptions if focus.fits(each)]
        ways: list[Likely] = []
        for way in (replace(focus, loose=True), focus, replace(focus, exact=True)):
            if known and (ways or not _is_right(bank, failing, way)):
                known = [each for each in known if _agrees(bank, each, parts, way)]
                ways += [Likely(way, known)] if known else []
        found += reversed(ways)
    return found


def _is_right(bank: Bank, failing: list[Episode], focus: Focus) -> bool:
    """Whether the solution answers all of that alike, looked at in this way: then something else is the matter."""
    player = Player(make_module(bank.module, [bank.solution]), focus.exact, focus.loose)
    with suppress(TimeoutError), bank.guard():
        return not any(True for episode in failing for _ in _unlike(player, episode))
    return False


def _parts(episodes: Sequence[Episode], focus: Focus) -> list[Episode]:
    return [part for episode in episodes if (part := focus.part_of(episode)).steps]


def _match_in(bank: Bank, episodes: list[Episode], likely: Likely, test: str) -> Match | None:
    focus = likely.focus
    alike = [(each, agreement) for each in likely.candidates if (agreement := _agrees(bank, each, episodes, focus))]
    if not alike:
        return None
    played = _play_solution(bank, episodes[: min(agreement.episodes for _, agreement in alike)], focus)
    evidence = [each for each in played if each.otherwise]
    steps = [step for each in played for step in each.episode.steps]
    calls = sum(step.operation == "call" for step in steps)
    fewest = FEWEST_LONG if calls >= MANY_CALLS else FEWEST_EXACT if focus.exact else FEWEST_PLAYED
    if len(played) < fewest or len(evidence) < FEWEST:
        return None
    answers = [each.otherwise.answer for each in evidence if each.otherwise]
    explained = any(each.episode.test == test and each.episode.failed for each in evidence)
    if not explained or not _convincing(answers, played, focus):
        return None
    known = _only(alike)
    if known is None:
        return None
    return Match(known, focus.shown, calls, frozenset(each.episode.test for each in evidence))


def _play_solution(bank: Bank, episodes: list[Episode], focus: Focus) -> list[Played]:
    """The solution's answers to as many of the episodes as there is time for."""
    player, played, left = Player(make_module(bank.module, [bank.solution]), focus.exact, focus.loose), [], bank.seconds
    for episode in episodes:
        start = bank.clock()
        with suppress(TimeoutError), bank.guard():
            step, clearly = next(_unlike(player, episode), (None, False))
            played.append(Played(episode, bank.clock() - start, step if clearly else None))
        left -= bank.clock() - start if episode is not episodes[0] else 0  # the failing test's, which has to be played
        if left < 0:
            break
    return played


def _unlike(player: Player, episode: Episode) -> Iterator[tuple[Step, bool]]:
    """The steps that are not answered alike, and whether clearly; only the first can be relied on."""
    for step, likeness in player.play(episode):
        if not likeness.alike:
            yield step, likeness.otherwise


def _agrees(bank: Bank, misconception: Misconception, episodes: list[Episode], focus: Focus) -> Agreement | None:
    """How far a misconception agrees with what was recorded, on as many episodes as there is time for; None if not."""
    start, number = bank.clock(), 0
    try:
        player = Player(make_module(bank.module, [bank.solution, misconception.code]), focus.exact, focus.loose)
        for number, episode in enumerate(episodes, 1):
            with bank.guard():
                if any(True for _ in _unlike(player, episode)):
                    return None
            if number > 1 and bank.clock() - start > bank.seconds:  # the failing test's has to be played
                break
    except Exception:  # it cannot be played, or takes too long
        return None
    return Agreement(player.apart, number)


def _only(alike: list[tuple[Misconception, Agreement]]) -> Misconception | None:
    """The one that agrees to the last digit, where one does so; of several, that for which all of them stand."""
    chosen = [each for each, agreement in alike if agreement.apart == 0] or [each for each, _ in alike]
    if len({each.stands_for for each in chosen}) != 1:
        return None
    return next((each for each in chosen if each.name == each.stands_for), chosen[0])


def _convincing(answers: list[object], played: list[Played], focus: Focus) -> bool:
    """Whether what speaks for a misconception is more than that a program fails whatever it is asked.

    Errors alone count where they are the same to the word, and name something that is nowhere, or come for some calls
    only.
    """
    raised = [answer for answer in answers if isinstance(answer, Raised)]
    if len(answers) - len(raised) >= FEWEST:
        return True
    if not focus.exact:
        return False
    steps = [step for each in played for step in each.episode.steps]
    return all(answer.name == "NameError" for answer in raised) or any(
        step.operation == "call" and step.key[1] != "__init__" and not isinstance(step.answer, Raised) for step in steps
    )
