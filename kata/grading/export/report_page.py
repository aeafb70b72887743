"""The instructor's page of a class: one file, without scripts and without a network."""

from __future__ import annotations

from collections.abc import Sequence

from kata.grading.export.class_numbers import STEPS, class_summary, heat_map, like_the_solutions, stage_numbers
from kata.grading.export.pages import rendered
from kata.grading.export.reading import Result


def report_page(results: Sequence[Result], pages: Sequence[str]) -> bytes:
    """The page, UTF-8. pages: where the students' pages lie, relative to it, in the order of the results."""
    return rendered(
        "report.html",
        summary=class_summary(results),
        rows=sorted(zip(heat_map(results), pages, strict=True), key=lambda row: row[0].name.casefold()),
        stages=stage_numbers(results),
        alike=like_the_solutions(results),
        steps=range(STEPS + 1),
    )
