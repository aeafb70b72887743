"""A test's message taken apart: the rows of a card, and the one line that says why."""

from __future__ import annotations

from kata.grading.export.escaping import cleaned, one_line

LABELS = (
    *("law", "call", "with", "got", "expected", "because", "printed"),
    *("look at", "looks like", "ask", "hint", "replay"),
)


def card_rows(message: str) -> list[tuple[str, str]]:
    """(label, text) of each line of a card; what is no card is one row without a label."""
    found: list[tuple[str, str]] = []
    for line in cleaned(message).split("\n"):
        label, text = line[2:12].strip(), line[12:].removeprefix(" ")
        if line[:2] != "  " or (label and label not in LABELS):
            return [("", cleaned(message).strip())] if message.strip() else []
        found.append((label, text))
    return found


def reason(message: str, most: int = 300) -> str:
    """Why a test did not pass, on one line: what is wrong, what came back, or all that there is."""
    rows = dict(card_rows(message))
    return one_line(rows.get("because") or rows.get("got") or message, most)
