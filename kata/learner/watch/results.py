"""How the tests of a stage ended, as the watch keeps and shows it: texts only, so that it needs no torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kata.course.stages import STAGES, Stage
from kata.errors import printable

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class TestResult:
    """A test, by what pytest has to be told to run it; of a failure the card's title and lines, of a stub its text.

    function: what a hint can be asked for, such as `sigmoid`; blocker: the number of the stage that it waits for.
    """

    __test__ = False  # pytest takes it for tests

    test: str
    state: str
    title: str = ""
    lines: tuple[str, ...] = ()
    todo: str = ""
    function: str = ""
    blocker: int | None = None

    @classmethod
    def of_event(cls, event: Plain) -> TestResult:
        """Out of the event that a process sent."""
        verdict = event["verdict"]
        card, todo = verdict["card"] or {}, printable(verdict["todo"])
        function = card.get("hint", "").rpartition(" ")[2] or todo.partition(": ")[2]
        lines = tuple(map(printable, event["lines"]))
        title = printable(card.get("title", ""))
        return cls(verdict["test"], verdict["state"], title, lines, todo, function, verdict["blocker"])


@dataclass(frozen=True)
class StageResult:
    """The tests of a stage that have ended, in order; `total` is how many there are.

    key: of the contents that they were run on; "" where those changed meanwhile. seconds: what the run took.
    """

    number: int
    key: str
    total: int
    tests: tuple[TestResult, ...] = ()
    seconds: float = 0.0

    @property
    def stage(self) -> Stage:
        """The row of the manifest."""
        return STAGES[self.number - 1]

    @property
    def complete(self) -> bool:
        """Whether all tests have ended."""
        return len(self.tests) >= self.total

    @property
    def passed(self) -> bool:
        """Whether the stage is solved."""
        return self.complete and all(each.state == "passed" for each in self.tests)

    @property
    def first_broken(self) -> TestResult | None:
        """The test with the card to show: the first that did not pass, and was written."""
        return next((each for each in self.tests if each.lines), None)

    @property
    def first_todo(self) -> TestResult | None:
        """The first stub."""
        return next((each for each in self.tests if each.state == "todo"), None)

    @property
    def function(self) -> str:
        """What to work on: a hint can be asked for it. "" where nothing is left, or nothing is known of it."""
        open_test = self.first_broken or self.first_todo
        return open_test.function if open_test else ""

    def count(self, *states: str) -> int:
        """How many tests ended so."""
        return sum(each.state in states for each in self.tests)

    def states(self) -> dict[str, str]:
        """How each test ended."""
        return {each.test: each.state for each in self.tests}

    def summary(self) -> str:
        """The verdict in one line."""
        if self.passed:
            return f"all {self.total} tests passed"
        todo, blocked = self.count("todo"), self.count("blocked")
        failed = len(self.tests) - self.count("passed") - todo - blocked
        parts = [(failed, "failed"), (blocked, "blocked"), (todo, "to do"), (self.total - len(self.tests), "not run")]
        rest = "".join(f", {number} {what}" for number, what in parts if number)
        return f"{self.count('passed')} of {self.total} passed{rest}"

    def to_plain(self) -> dict[str, Any]:
        """For a file."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Plain) -> StageResult:
        """Out of a file. TypeError, ValueError or LookupError for one that says something else."""
        tests = tuple(_test(each) for each in plain["tests"])
        number, total, seconds = int(plain["number"]), int(plain["total"]), float(plain["seconds"])
        if not 1 <= number <= len(STAGES):
            raise ValueError("there is no such stage")
        return cls(number, str(plain["key"]), total, tests, seconds)


def _test(plain: Plain) -> TestResult:
    texts = {name: printable(str(plain[name])) for name in ("test", "state", "title", "todo", "function")}
    blocker = None if plain["blocker"] is None else int(plain["blocker"])
    return TestResult(**texts, lines=tuple(printable(str(line)) for line in plain["lines"]), blocker=blocker)
