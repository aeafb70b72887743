"""What may arrive at the server: checked before anything is made of it."""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, NoReturn

PIXELS = 28 * 28
LONGEST = 32 << 10
"""Bytes of a request: 784 numbers of 17 digits need half of it."""


@dataclass(frozen=True)
class Drawing:
    """image: 784 numbers from 0 to 255, row by row. wrong: the id of a misconception, or nothing."""

    image: tuple[float, ...]
    wrong: str


def parse(body: bytes, known: Container[str]) -> Drawing:
    """A request's body: {"image": [784 numbers], "wrong": id}. Raises ValueError, which says what is wrong."""
    try:
        value = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ValueError("the body should be JSON") from None
    if not isinstance(value, dict) or set(value) != {"image", "wrong"}:
        raise ValueError("the body should have image and wrong, and nothing else")
    image, wrong = value["image"], value["wrong"]
    if not isinstance(image, list) or len(image) != PIXELS:
        raise ValueError(f"image should be a list of {PIXELS} numbers")
    if not all(map(_is_pixel, image)):
        raise ValueError("each number of image should lie between 0 and 255")
    if not isinstance(wrong, str) or (wrong and wrong not in known):
        raise ValueError("wrong should be the id of a misconception, or empty")
    return Drawing(tuple(map(float, image)), wrong)


def _is_pixel(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 255  # NaN is no such


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
