"""The watch on a terminal: the verdict after each save, what broke as a card, and the keys that can be pressed now."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import App, ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from kata.course.hints import find_hint, hints_of
from kata.course.stages import STAGES, Stage
from kata.errors import WatchError, printable
from kata.learner.watch import editor, words
from kata.learner.watch.changes import moments
from kata.learner.watch.dialogs import Beside, Choose, Confirm
from kata.learner.watch.functions import line_of, own_and_solution, passing, reset
from kata.learner.watch.results import StageResult
from kata.learner.watch.runner import Event, Runner
from kata.learner.watch.watcher import Watcher

HINTS = 3
REDRAW = 0.25
"""Seconds between two looks at how far a run is: drawing takes time from it."""
KEYS = (
    *(("h", "hint", "hint"), ("n", "next", "next stage"), ("l", "stages", "stages"), ("a", "all", "run all")),
    *(("r", "reset", "reset"), ("s", "solution", "solution"), ("e", "edit", "edit"), ("q", "quit", "quit")),
)
"""Keys, what they do, and how that is called."""


@dataclass
class Told(Message):
    """A process that runs tests has said something."""

    event: Event


class Watch(App[None]):
    """The screen of a target that is watched."""

    CSS = """
    Screen { layout: vertical; }
    #where { text-style: bold; padding: 0 1; }
    #body { height: 1fr; padding: 1 1 0 1; }
    #body Static { margin-bottom: 1; }
    #keys, .keys { padding: 0 1; color: $text-muted; }
    Choose, Confirm, Beside { align: center middle; }
    .dialog { width: 90%; max-width: 76; height: auto; max-height: 90%; border: round $primary; padding: 0 1; }
    .dialog OptionList { height: auto; max-height: 16; }
    .whole { border: round $primary; }
    #beside VerticalScroll { width: 1fr; height: 1fr; padding: 0 1; }
    .question { text-style: bold; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding(key, action, name) for key, action, name in KEYS]
    ENABLE_COMMAND_PALETTE = False
    TITLE = "kata watch"

    def __init__(self, folder: Path, target: str, warm: bool, poll: bool) -> None:
        super().__init__()
        self.runner = Runner(target, warm, self.tell)
        self.watcher = Watcher(folder, self.runner)
        self.poll = poll
        self.hints = 0
        self.hinted = ""
        self.drawn = 0.0
        self.said = self.watcher.progress.complaint

    def tell(self, event: Event) -> None:
        """Hand on an event, from any thread."""
        self.post_message(Told(event))

    def compose(self) -> ComposeResult:
        yield Static(id="where", markup=False)
        with VerticalScroll(id="body"):
            for name in ("verdict", "card", "todo", "said"):
                yield Static(id=name, markup=False)
        yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Show what is known, run what is not, the current stage first, and look out for saves."""
        outdated = self.watcher.outdated()
        self.watcher.order(sorted(outdated, key=lambda number: number != self.watcher.current))
        self.show()
        self.look_out()

    def on_unmount(self) -> None:
        """Leave no process."""
        self.runner.close()

    @work
    async def look_out(self) -> None:
        """Look for saved files at each moment at which there may be some."""
        async for notified in moments(self.watcher.folder, self.poll):
            self.poll = not notified
            if self.watcher.look():
                self.said = ""
                self.show()

    def on_told(self, message: Told) -> None:
        """Take note, and show it: at once where something is over, a few times a second where tests go by."""
        self.watcher.take(message.event)
        now = time.monotonic()
        over = message.event["event"] in ("finished", "gone") or message.event.get("lines")
        if over or now - self.drawn > REDRAW:
            self.drawn = now
            self.show()

    def on_resize(self) -> None:
        """Break the lines of the card anew."""
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Bring everything in view up to date."""
        with suppress(LookupError):  # it is being built, or taken down
            watcher = self.watcher
            result = watcher.running if self._is_running() else watcher.results.get(watcher.current)
            result = result if result and result.number == watcher.current else None
            self._put("where", Text(words.heading(watcher, self.poll)))
            self._put("verdict", self._verdict(result))
            self._put("card", _card(result, self.size.width - 4))
            self._put("todo", Text("" if self._is_running() else words.next_line(watcher, watcher.current)))
            self._put("said", Text(watcher.trouble or self.said))
            keys = [f"{key} {name}" for key, action, name in KEYS if self.check_action(action, ())]
            self._put("keys", Text("   ".join(keys)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key does something now; only those keys are shown."""
        possible: dict[str, Callable[[], bool]] = {
            "hint": lambda: bool(self._function()) and self._level() < HINTS,
            "next": lambda: self._solved() and self.watcher.following() is not None,
            "reset": self._file().is_file,
            "solution": lambda: bool(passing(self._known())),
            "edit": lambda: bool(editor.command(self._file(), 1)),
        }
        return possible[action]() if action in possible else True

    def action_hint(self) -> None:
        """Show the next hint: a question, a concept, a step."""
        self.hints, self.hinted = self._level() + 1, self._function()
        text = find_hint(self.watcher.current, self.hinted, self.hints)
        self.say(f"Hint {self.hints} of {HINTS} for {self.hinted}: {text}")

    def action_next(self) -> None:
        """Go to the next stage that is not solved."""
        if (number := self.watcher.following()) is not None:
            self.go_to(number)

    def action_all(self) -> None:
        """Run all stages."""
        self.watcher.order([stage.number for stage in STAGES])
        self.say("")

    @work
    async def action_stages(self) -> None:
        """Show all stages with their progress, and go to one."""
        rows = [words.row(self.watcher, stage.number) for stage in STAGES]
        chosen = await self.push_screen_wait(Choose("The stages", rows, self.watcher.current - 1))
        if chosen is not None:
            self.go_to(chosen + 1)

    @work
    async def action_reset(self) -> None:
        """Put a function back to its stub."""
        stage, names = self._stage(), list(hints_of(self._stage()))
        at = names.index(self._function()) if self._function() in names else 0
        chosen = await self.push_screen_wait(Choose("Put which function back to its stub?", names, at))
        if chosen is None:
            return
        question = f"Put {names[chosen]} back to its stub? A copy of the file as it is will be kept beside it."
        if not await self.push_screen_wait(Confirm(question)):
            return
        try:
            backup = reset(self.watcher.folder, stage, names[chosen])
        except WatchError as error:
            self.say(printable(str(error)))
            return
        self.watcher.look()
        self.say(f"{names[chosen]} is a stub again. The file as it was: {backup.parent.name}/{backup.name}")

    @work
    async def action_solution(self) -> None:
        """Show the solution of a function that passes, beside one's own."""
        names = passing(self._known())
        chosen = await self.push_screen_wait(Choose("Functions that pass: compare which?", names))
        if chosen is not None:
            try:
                own, solution = own_and_solution(self.watcher.folder, self._stage(), names[chosen])
            except WatchError as error:
                self.say(printable(str(error)))
                return
            await self.push_screen_wait(Beside(("yours", own), ("the course's", solution)))

    def action_edit(self) -> None:
        """Open the stage's file in the learner's editor, at the function to work on."""
        line = line_of(self.watcher.folder, self._stage(), self._function())
        trouble = ""
        try:
            with self.suspend():  # which does not come back after an error in it
                trouble = editor.open_file(editor.command(self._file(), line))
        except SuspendNotSupported:
            trouble = "this terminal cannot be lent to it"
        self.say(f"The editor could not be opened: {trouble}. EDITOR names it." if trouble else "")

    def go_to(self, number: int) -> None:
        """Bring another stage into view, and run it where its result is not known."""
        self.watcher.current = number
        if not self.watcher.known(number):
            self.watcher.order([number], first=True)
        self.say("")

    def say(self, text: str) -> None:
        """Show a sentence below the verdict, until the next save."""
        self.said = text
        self.show()

    def _put(self, name: str, text: Text) -> None:
        part = self.query_one(f"#{name}", Static)
        part.update(text)
        part.display = bool(text.plain)

    def _verdict(self, result: StageResult | None) -> Text:
        if self._is_running() or not result:
            return Text(words.running(self.watcher))
        style = "bold green" if result.passed else "bold red" if result.first_broken else "bold yellow"
        return Text(words.verdict(result), style=style)

    def _stage(self) -> Stage:
        return STAGES[self.watcher.current - 1]

    def _file(self) -> Path:
        return self.watcher.folder / f"{self._stage().module}.py"

    def _known(self) -> StageResult | None:
        return self.watcher.known(self.watcher.current)

    def _solved(self) -> bool:
        return self.watcher.current not in self.watcher.unsolved()

    def _is_running(self) -> bool:
        return self.watcher.current in self.watcher.pending

    def _function(self) -> str:
        """What a hint can be asked for."""
        known = self._known()
        return known.function if known and known.function in hints_of(self._stage()) else ""

    def _level(self) -> int:
        """How many hints have been shown for it."""
        return self.hints if self.hinted == self._function() else 0


def _card(result: StageResult | None, width: int) -> Text:
    broken = result.first_broken if result else None
    if not broken or not result:
        return Text()
    failing = sum(bool(each.lines) for each in result.tests)
    title = f"{broken.title}   (1 of {failing} that fail)" if result.complete else broken.title
    return Text("\n").join([Text(title, style="bold"), *map(Text, words.wrapped(broken.lines, width))])
