"""A student's page: what holds, the cards of what does not, and the hints; it is fit to be sent."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kata.course.hints import hints_of
from kata.course.stages import STAGES
from kata.grading.export.cards import card_rows
from kata.grading.export.pages import rendered
from kata.grading.export.views import ShownTest, StageView, StudentView, summary

CARDS = 4
"""So many cards a stage; the first ones are the easiest laws."""
SHOWN = ("call", "with", "", "got", "expected", "because", "printed", "look at", "looks like", "ask", "replay")
HINT = re.compile(r"python -m kata hint (\d+) (\S+)")
EPOCH = (2026, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class CardView:
    """A card as the page shows it. hints: a question, a concept and a step, or nothing."""

    test: ShownTest
    rows: tuple[tuple[str, str], ...]
    sentence: str
    hints: tuple[str, ...]


@dataclass(frozen=True)
class StagePage:
    """A stage on the page. start: the function to begin with and a question, where all is still to be written."""

    view: StageView
    cards: tuple[CardView, ...]
    others: tuple[ShownTest, ...]
    start: tuple[str, str] | None


def student_page(view: StudentView) -> bytes:
    """The page, UTF-8, one file."""
    return rendered("student.html", view=view, summary=summary(view), stages=[_stage(each) for each in view.stages])


def _stage(stage: StageView) -> StagePage:
    wrong = [test for test in stage.tests if test.state not in ("passed", "todo", "blocked")]
    begun = any(test.state != "todo" for test in stage.tests)
    return StagePage(
        view=stage,
        cards=_cards(wrong[:CARDS], stage),
        others=tuple(wrong[CARDS:]),
        start=None if begun or not stage.tests else _start(stage),
    )


def _cards(tests: Sequence[ShownTest], stage: StageView) -> tuple[CardView, ...]:
    """A card a test; hints that an earlier one shows are not said again."""
    cards: list[CardView] = []
    for test in tests:
        card = _card(test, stage)
        known = any(card.hints == each.hints for each in cards)
        cards.append(replace(card, hints=()) if known else card)
    return tuple(cards)


def _card(test: ShownTest, stage: StageView) -> CardView:
    rows = card_rows(test.message)
    labels = dict(rows)
    is_card = any(label for label, _ in rows)
    shown = tuple((label, text) for label, text in rows if label in SHOWN) if is_card else ()
    return CardView(test, shown, "" if is_card else test.told, _hints(labels.get("hint", ""), stage))


def _hints(command: str, stage: StageView) -> tuple[str, ...]:
    """The hints that a card names, where the course has them."""
    found = HINT.fullmatch(command.strip())
    return tuple(_hints_of(stage).get(found[2], ())) if found and int(found[1]) == stage.stage else ()


def _start(stage: StageView) -> tuple[str, str] | None:
    return next(((name, hints[0]) for name, hints in _hints_of(stage).items()), None)


def _hints_of(stage: StageView) -> Mapping[str, list[str]]:
    known = next((each for each in STAGES if each.number == stage.stage and each.module == stage.module), None)
    return hints_of(known) if known else {}


def feedback_zip(pages: Mapping[str, bytes]) -> bytes:
    """Moodle's feedback files: a page in the folder of each participant; the same pages make the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, page in pages.items():
            archive.writestr(zipfile.ZipInfo(f"{folder}/feedback.html", EPOCH), page, zipfile.ZIP_DEFLATED)
    return file.getvalue()
