"""The watch without a terminal: targets, a runner that runs nothing, and what is on the screen."""

import asyncio
import queue
import shutil
import time

from textual.widgets import Static

from kata.course.stages import ROOT, STAGES
from kata.learner.watch.runner import Runner
from kata.learner.watch.screen import Watch

STAGE_03 = STAGES[2]
LONG = 120
TEST = f"{STAGE_03.test_file}::test_"


def make_target(folder, solved=()):
    """A target with the exercises, and the solutions of some stages."""
    shutil.copytree(ROOT / "exercises", folder, ignore=shutil.ignore_patterns("__pycache__"))
    for number in solved:
        shutil.copy(ROOT / "solutions" / f"{STAGES[number - 1].module}.py", folder)
    return folder


def save(folder, text, number=3):
    """Write a stage's file."""
    (folder / f"{STAGES[number - 1].module}.py").write_text(text, encoding="utf-8")


def solved(number=3):
    """A stage's file as the course solves it."""
    return (ROOT / "solutions" / f"{STAGES[number - 1].module}.py").read_text(encoding="utf-8")


class Listening(Runner):
    """A runner whose events wait in a queue."""

    def __init__(self, folder, warm=True):
        self.heard = queue.Queue()
        super().__init__(str(folder), warm, self.heard.put)

    def go(self, *numbers, known=None, seconds=LONG):
        """Run stages; the last one's events of tests, by the name of the test and in the order of the file."""
        run, found, end = self.order(numbers, known or {}, numbers), {}, time.monotonic() + seconds
        while True:
            event = self.heard.get(timeout=end - time.monotonic())
            if event.get("run") != run or event["stage"] != numbers[-1]:
                continue
            if event["event"] == "begun":
                asked = [test.rpartition("::")[2] for test in event["tests"]]
            if event["event"] in ("ended", "advised"):
                found[event["verdict"]["test"].rpartition("::")[2]] = {
                    "verdict": event["verdict"],
                    "lines": event["lines"],
                }
            if event["event"] == "finished":
                return {name: found[name] for name in asked if name in found}

    def wait_for(self, kind):
        """Hear events until there is one of a kind."""
        while (event := self.heard.get(timeout=LONG))["event"] != kind:
            pass
        return event


def states(events):
    """The states of tests, each once."""
    return {event["verdict"]["state"] for event in events.values()}


class Scripted(Runner):
    """Runs nothing: tells how the tests of stage 03 end, as `states` says; other stages never end."""

    states: tuple[str, ...] = ("passed",)
    orders: list[list[int]]

    def order(self, stages, known, likely):
        self.run += 1
        self.orders = [*getattr(self, "orders", []), list(stages)]
        if 3 in stages:
            self._tell("begun", tests=[f"{TEST}{number}" for number in range(len(self.states))])
            for number, state in enumerate(self.states):
                self._tell("ended", **ended(f"{TEST}{number}", state))
            self._tell("finished", seconds=0.2)
        return self.run

    def _tell(self, kind, **rest):
        self.tell({"event": kind, "run": self.run, "stage": 3, **rest})


def ended(test, state):
    """What a process says of a test."""
    card = {"title": "03 pooling: [b]test_0", "hint": "python -m kata hint 3 MaxPoolLayer.forward"}
    lines = [
        "  law       Each number is the largest of its window, and this sentence is longer than the screen is wide."
    ]
    todo = "stage 03: MaxPoolLayer.__init__" if state == "todo" else ""
    broken = state not in ("passed", "todo")
    verdict = {"test": test, "state": state, "card": card if broken else None, "todo": todo, "blocker": None}
    return {"verdict": verdict, "lines": lines if broken else []}


def play(folder, scenario, size=(90, 32), warm=True, poll=False):
    """Start the watch on a target and let a scenario use it."""

    async def run():
        app = Watch(folder, str(folder), warm, poll)
        async with app.run_test(size=size) as pilot:
            await scenario(app, pilot)
        return app

    return asyncio.run(run())


async def until(pilot, what, seconds=LONG):
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, shown(pilot.app)
        await pilot.pause(0.02)


def shown(app):
    """The texts on the screen of the watch."""
    parts = [part for part in app.screen.query(Static) if part.display]
    return "\n".join(str(part.content) for part in parts)
