"""What the JSON formats share: writing, and fitting into the bytes that another system takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

LENGTHS = (4000, 1000, 300, 80, 0)
"""So many characters of a message are tried, the most first."""


def json_bytes(document: Any, indent: int | None = 2) -> bytes:
    """A document as UTF-8; compact without an indent."""
    separators = None if indent else (",", ":")
    text = json.dumps(document, indent=indent, separators=separators, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8") + (b"\n" if indent else b"")


def fitting(made: Callable[[int], bytes], most: int) -> bytes:
    """The bytes with messages as long as they may be for all of it to fit: `made` takes that length."""
    for length in LENGTHS:
        data = made(length)
        if len(data) <= most:
            break
    return data
