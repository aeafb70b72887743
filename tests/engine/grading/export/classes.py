"""Folders of results, written as `grader.py --results` writes them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def written_card() -> str:
    """As a judge writes it down, with the names and the widths of its rows."""
    from kata.learner.card import Card  # here: it imports torch, which programs that stand in for a grader do without

    made = Card(
        "02 conv slider: test_sigmoid",
        law="The sigmoid of 0 is 1/2.",
        call="stage.sigmoid(x)",
        inputs=("x = (1,) float64 [0.]", "eighths = 0"),
        got="(1,) float64 [0.]",
        expected="(1,) float64 [0.5]",
        because="at [0] it is 0, and should be 0.5",
        place="ada/stage02_conv_slider.py:21, in sigmoid",
        hint="python -m kata hint 2 sigmoid",
        replay="pytest '--target=/srv/class of 2026/ada' --hypothesis-seed=7 "
        "tests/stages/test_stage02_conv_slider.py::test_sigmoid",
    )
    return "\n".join(made.lines())


def graded(name: str = "test_sigmoid", state: str = "passed", points: float = 5.0, **more: Any) -> dict[str, Any]:
    """A test as the results have it; it earns its points where it passed."""
    return {
        "name": name,
        "law": "The sigmoid of 0 is 1/2.",
        "private": False,
        "visibility": "visible",
        "state": state,
        "points": points if state == "passed" else 0,
        "max_points": points,
        "message": written_card() if state == "failed" else "",
        "seconds": 0.25,
        **more,
    }


def stage(number: int, *tests: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A stage; its points are those of its tests."""
    modules = {2: "stage02_conv_slider", 3: "stage03_pooling", 6: "stage06_loss"}
    return {
        "stage": number,
        "module": modules[number],
        "title": modules[number][8:].replace("_", " "),
        "points": sum(each["points"] for each in tests),
        "max_points": sum(each["max_points"] for each in tests),
        "seconds": 1.5,
        "tests": list(tests),
        **more,
    }


def student(**more: Any) -> dict[str, Any]:
    """A row of collected.csv."""
    row = {"id": "17", "name": "Ada Lovelace", "email": "ada@example.org", "time": "2026-11-29T10:00:00+00:00"}
    return {**row, "late": False, "source": "moodle", "problems": "", **more}


def result(name: str = "ada", *stages: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A submission's document; its points are those of its stages."""
    shown = stages or (stage(2, graded()),)
    return {
        "version": 2,
        "name": name,
        "folder": f"/srv/class of 2026/{name}",
        "graded": True,
        "left_out": [],
        "points": sum(each["points"] for each in shown),
        "max_points": sum(each["max_points"] for each in shown),
        "stages": list(shown),
        "key": "5e1f" * 16,
        "hashes": {"files": "aaaa1111", "tests": "bbbb2222", "options": "cccc3333"},
        "date": "2026-11-30T18:45:25+00:00",
        "seconds": 12.3,
        "seed": 7,
        "limits": {"stage_seconds": 120.0},
        "isolation": ["reading"],
        "versions": {"python": "3.11.7"},
        "student": None,
        "penalty": None,
        "bonus": 0.0,
        **more,
    }


def write_class(folder: Path, *documents: dict[str, Any]) -> Path:
    """A folder of results, a file a document."""
    folder.mkdir(exist_ok=True)
    for number, document in enumerate(documents):
        text = json.dumps(document, indent=2)
        (folder / f"{number:03}.json").write_text(text, encoding="utf-8")
    return folder
