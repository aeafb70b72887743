"""What the watch asks in between: which of several, whether really, and two texts beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

WIDE = 100
"""Columns from which two texts fit beside each other."""


class Choose(ModalScreen[int | None]):
    """One of several lines, by its place; None where the choice was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "back")]

    def __init__(self, question: str, lines: Sequence[str], at: int = 0) -> None:
        super().__init__()
        self.question, self.lines, self.at = question, lines, at

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.question, markup=False, classes="question")
            yield OptionList(*self.lines, markup=False)
            yield Static("enter choose   escape back", markup=False, classes="keys")

    def on_mount(self) -> None:
        """Start at the likely one."""
        self.query_one(OptionList).highlighted = self.at

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Chosen."""
        self.dismiss(event.option_index)

    def action_leave(self) -> None:
        """Go back without a choice."""
        self.dismiss(None)


class Confirm(ModalScreen[bool]):
    """Whether something is to be done: only y means yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes"),
        Binding("n,escape,q,enter", "answer(False)", "no"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self.question, markup=False, classes="question")
            yield Static("y yes   n no", markup=False, classes="keys")

    def action_answer(self, yes: bool) -> None:
        """Answered."""
        self.dismiss(yes)


class Beside(ModalScreen[None]):
    """Two texts, each with a title: beside each other where both fit, else one below the other."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,s,enter", "leave", "back")]

    def __init__(self, *texts: tuple[str, str]) -> None:
        super().__init__()
        self.texts = texts

    def compose(self) -> ComposeResult:
        with Vertical(classes="whole"):
            with Container(id="beside"):
                for title, text in self.texts:
                    with VerticalScroll():
                        yield Static(title, markup=False, classes="question")
                        yield Static(text, markup=False)
            yield Static("arrows scroll   tab other text   escape back", markup=False, classes="keys")

    def on_resize(self) -> None:
        """Lay the two out anew."""
        self.query_one("#beside").styles.layout = "horizontal" if self.size.width >= WIDE else "vertical"

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
