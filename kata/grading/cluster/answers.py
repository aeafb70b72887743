"""Whether what a worker sends can be used: it is text of another machine."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from kata.grading.cluster.order import Member, Order
from kata.grading.documents import from_result
from kata.grading.fingerprint import Fingerprint
from kata.grading.points import Report

MOST_BYTES = 1 << 30
DECISIVE = "files", "tests", "options"
"""What a result must be of, by the names of its hashes."""


def parsed(answer: object) -> dict[str, Any]:
    """An answer of `task.run`. ValueError where it is none."""
    if not isinstance(answer, bytes) or len(answer) > MOST_BYTES:
        raise ValueError("it is no answer")
    try:
        found = json.loads(answer)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(found, dict) or not found.keys() & {"results", "trouble", "refused"}:
        raise ValueError("it is no answer")
    return found


def accepted(text: object, member: Member, order: Order, fingerprint: Fingerprint) -> Report:
    """The report of one submission, without points that count. ValueError where it is not that of these files."""
    try:
        document = json.loads(text if isinstance(text, str) else "null")
        report = from_result(document)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ValueError(f"it is no result ({error})") from error
    files = "" if isinstance(member.files, str) else member.files.hash
    wanted = fingerprint.hashes(files, ())
    if report.name != member.name or any(document["hashes"].get(name) != wanted[name] for name in DECISIVE):
        raise ValueError("it is the result of something else")
    if [each.stage.number for each in report.stages] != list(order.stages):
        raise ValueError("it is the result of other stages")
    return replace(report, folder=member.folder)
