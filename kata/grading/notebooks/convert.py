"""Makes the files of the stages that a submission has as notebooks, in the copy of its files.

Snapshot -> read_notebooks: an Answer each -> Converted

A stage's .py counts before any notebook; of notebooks the one named like the stage; of several others none. Whatever a
notebook holds costs its own submission only.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kata.course.notebooks import named_stage
from kata.course.stages import STAGES, Stage
from kata.course.text import shorten, told
from kata.errors import GraderError
from kata.grading.notebooks.answers import Answer, read_notebooks
from kata.grading.notebooks.places import Made
from kata.grading.snapshot import Snapshot

MOST_CELLS = 10
"""Skipped cells that are named."""
WIDTH = 160


@dataclass(frozen=True)
class Converted:
    """made: by module, the files that were made. wrong: by module, why none was. told: sentences for the report.

    hashes: of the submission's files as its programs find them, by their paths.
    """

    made: Mapping[str, Made] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)


def convert(snapshot: Snapshot) -> Converted:
    """Write the files into the copy, in place of the notebooks. GraderError where they cannot be written."""
    names = [name for name in snapshot.hashes if "/" not in name and name.lower().endswith(".ipynb")]
    choice = _Choice(snapshot)
    stages = {name: named_stage(name) for name in sorted(names, key=lambda name: (named_stage(name) is None, name))}
    for answer in read_notebooks(snapshot.folder, [name for name in stages if not choice.is_spare(name)]):
        choice.add(answer)
    chosen = {stage.module: choice.choose(stage, answers) for stage, answers in choice.about.items()}
    files = {module: answer for module, answer in chosen.items() if answer}
    made = {module: Made(answer.notebook, answer.starts) for module, answer in files.items()}
    hashes = _write(snapshot, files)
    wrong = {module: shorten(why, WIDTH) for module, why in choice.wrong.items()}
    return Converted(made, wrong, tuple(shorten(each, WIDTH) for each in choice.told), hashes)


class _Choice:
    """Which notebook is a stage's. there: the stages of which there is a file. about: those that may be a stage's."""

    def __init__(self, snapshot: Snapshot) -> None:
        files = {stage: f"{stage.module}.py" for stage in STAGES}
        self.there = {
            stage for stage, name in files.items() if name in snapshot.wrong or os.path.lexists(snapshot.folder / name)
        }
        self.about: dict[Stage, list[Answer]] = defaultdict(list)
        self.told: list[str] = []
        self.wrong: dict[str, str] = {}
        for name, why in snapshot.wrong.items():
            if stage := named_stage(name):
                self._refuse(stage, why)

    def is_spare(self, name: str) -> bool:
        """Whether a notebook need not be read, as it is named like a stage of which there is a file."""
        stage = named_stage(name)
        if stage is None or stage not in self.there:
            return False
        self.told.append(_beside(told(name, 60), stage))
        return True

    def add(self, answer: Answer) -> None:
        """Take in what is known of a notebook."""
        stage = named_stage(answer.notebook)
        if answer.why and stage:
            self._refuse(stage, f"{answer.shown} {answer.why}")
        elif answer.why or not answer.stage:
            self.told.append(f"{answer.shown} {answer.why}")
        elif answer.stage in self.there:
            self.told.append(_beside(answer.shown, answer.stage))
        else:
            self.about[answer.stage].append(answer)

    def choose(self, stage: Stage, answers: list[Answer]) -> Answer | None:
        """The notebook that counts, if any."""
        named = next((each for each in answers if each.named), None)
        others = ", ".join(each.shown for each in answers if each is not named)
        if others and (named or stage.module in self.wrong):
            self.told.append(f"{others}: about stage {stage.number} too, of which {stage.module}.ipynb counts")
        elif len(answers) > 1:
            self._refuse(stage, f"{len(answers)} notebooks are about stage {stage.number}, hand in one: {others}")
        if stage.module in self.wrong:
            return None
        answer = named or answers[0]
        if answer.skipped:
            more = f" and {len(answer.skipped) - MOST_CELLS} more" if len(answer.skipped) > MOST_CELLS else ""
            cells = ", ".join(answer.skipped[:MOST_CELLS])
            self.told.append(f"{answer.shown}: skipped, as no Python: cell {cells}{more}")
        return answer

    def _refuse(self, stage: Stage, why: str) -> None:
        if stage in self.there:
            self.told.append(why)
        else:
            self.wrong[stage.module] = why


def _write(snapshot: Snapshot, files: Mapping[str, Answer]) -> dict[str, str]:
    """Put the files in the place of the notebooks that they were made of."""
    hashes = dict(snapshot.hashes)
    try:
        for module, answer in files.items():
            (snapshot.folder / answer.notebook).unlink()
            del hashes[answer.notebook]
            with (snapshot.folder / f"{module}.py").open("xb") as file:
                file.write(answer.text)
            hashes[f"{module}.py"] = hashlib.sha256(answer.text).hexdigest()
    except OSError as error:
        raise GraderError(f"a file could not be made of a notebook: {error.strerror}") from error
    return hashes


def _beside(shown: str, stage: Stage) -> str:
    return f"{shown} is about stage {stage.number}: {stage.module}.py is there too, and counts"
