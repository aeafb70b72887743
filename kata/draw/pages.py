"""The files of the page: the same for the server and for the site, but for `source.js`, which says where it runs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kata.course.stages import ROOT, STAGES
from kata.data import Digits
from kata.draw.weights import Weights, train_weights
from kata.learner.tutor.bank import read_bank

PAGE = Path(__file__).parent / "page"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
WITH_MISTAKES = (2, 3, 4)


@dataclass(frozen=True)
class Mistake:
    """A misconception that the page can try. id: module and name; says: what the program does; asks: a question."""

    id: str
    stage: int
    says: str
    asks: str


def mistakes() -> list[Mistake]:
    """Those of stages 02-04; none where learners are given neither solutions nor misconceptions."""
    found = []
    for stage in (STAGES[number - 1] for number in WITH_MISTAKES):
        if (ROOT / "solutions" / f"{stage.module}.py").is_file():
            bank = read_bank(ROOT, stage)
            found += [
                Mistake(f"{stage.module}/{each.name}", stage.number, each.says, _capital(each.asks)) for each in bank
            ]
    return found


def page_files(weights: Weights, live: bool, target: str) -> dict[str, bytes]:
    """The content of each file by its name. live: a server answers; else the page computes by itself.

    target: whose code answers, for people.
    """
    files = {file.name: file.read_bytes() for file in sorted(PAGE.iterdir()) if file.suffix in TYPES}
    return {**files, "source.js": source(weights, live, target).encode()}


def write_static(folder: Path, digits: Digits) -> None:
    """Write the page that needs no server into a folder, with the parameters that the solutions learn. OSError."""
    folder.mkdir()
    for name, data in page_files(train_weights(ROOT / "solutions", digits), False, "solutions").items():
        (folder / name).write_bytes(data)


def source(weights: Weights, live: bool, target: str) -> str:
    """`source.js`: what the page knows before anything is drawn."""
    known: dict[str, Any] = {
        "live": live,
        "target": target,
        "parameters": weights.as_text(),
        "learned": weights.source,
        "stages": {stage.number: stage.title for stage in STAGES if stage.number in WITH_MISTAKES},
        "mistakes": [asdict(each) for each in mistakes()] if live else [],
    }
    text = json.dumps(known).replace("<", "\\u003c")
    return f'"use strict";\nconst SOURCE = {text};\n'


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
