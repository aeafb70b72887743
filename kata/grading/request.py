"""What an instructor asks for, checked before hours are spent on it, and made a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kata.course.stages import STAGES, Stage
from kata.course.text import shorten
from kata.errors import ControlsError, GraderError
from kata.grading.cluster.connection import check_cluster
from kata.grading.collect.shape import looks_like
from kata.grading.private_and_weights import Controls, load_controls
from kata.grading.results import ResultsFolder, shard_of
from kata.grading.students import Student, students_of
from kata.grading.submissions import Found, Submission, find, holds_work
from kata.judge.limits import Limits
from kata.judge.template_process import current

if TYPE_CHECKING:
    from kata.grading.class_run import ClassRun

MOST_SKIPPED = 10
Say = Callable[[str, str], None]
"""Tells the instructor a sentence of a kind: a note or a warning."""


@dataclass(frozen=True)
class Request:
    """limits: with a seed that was drawn, which counts where neither `seed` nor an earlier run has chosen another."""

    folders: tuple[Path, ...]
    limits: Limits
    stages: tuple[int, ...] = ()
    seed: int | None = None
    private: Path | None = None
    weights: Path | None = None
    results: Path | None = None
    shard: str | None = None
    require_isolation: bool = False
    cluster: str | None = None


def prepare(request: Request, say: Say) -> ClassRun:
    """Look at everything that was named. ControlsError or SubmissionError for what cannot be used, and GraderError
    where this machine lacks a protection that was asked for."""
    stages = chosen_stages(request.stages)
    if request.cluster and not request.results:
        raise ControlsError("--cluster needs --results DIR, where what the machines send is kept")
    cluster = check_cluster(request.cluster) if request.cluster else None
    controls = load_controls(request.private, request.weights)
    results = ResultsFolder(request.results) if request.results else None
    found = find(request.folders, results.folder if results else None)
    everyone = list(found.submissions)
    submissions = _part(everyone, request.shard)
    _tell_what_is_none(found, submissions, say)
    students = _by_submission(everyone, students_of(request.folders))
    _check_policies(controls, students, say)
    limits = request.limits if request.seed is None else replace(request.limits, seed=request.seed)
    if results:
        limits = replace(limits, seed=_seed(results, request, say))
        if others := results.others([each.name for each in everyone]):
            named = shorten(", ".join(others), 400)
            say("note", f"the results of {len(others)} that are gone from the class stay where they are: {named}")

    current()  # it imports torch while this process does
    from kata.grading.class_run import ClassRun  # it takes two seconds, which wrong arguments should not

    run = ClassRun(submissions, stages, limits, controls, _isolation(request, say), students, results)
    if cluster:
        from kata.grading.cluster.batches import grade_on_cluster

        run.elsewhere = partial(grade_on_cluster, cluster, run.isolation)
    return run


def _tell_what_is_none(found: Found, submissions: Sequence[Submission], say: Say) -> None:
    """Name what was skipped, and submissions without a stage."""
    if found.skipped:
        more = f"; and {len(found.skipped) - MOST_SKIPPED} more" if len(found.skipped) > MOST_SKIPPED else ""
        say("warning", f"{len(found.skipped)} skipped: {'; '.join(found.skipped[:MOST_SKIPPED])}{more}")
    for each in submissions:
        if not holds_work(each.folder):
            text = f"{each.name} has no stage file: a submission has files such as {STAGES[0].module}.py"
            if looks_like(each.folder):
                text += "; python -m kata collect finds them deeper in folders and in zips"
            say("warning", text)


def chosen_stages(numbers: Sequence[int]) -> list[Stage]:
    """The stages of these numbers, all where there are none. ControlsError for a number that no stage has."""
    known = {stage.number for stage in STAGES}
    if unknown := [number for number in numbers if number not in known]:
        raise ControlsError(f"--stage: there is no stage {unknown[0]}: choose from {', '.join(map(str, known))}")
    return [stage for stage in STAGES if not numbers or stage.number in numbers]


def _part(submissions: list[Submission], shard: str | None) -> list[Submission]:
    """Those of a shard, such as 1/2; all of them where none is named."""
    if shard is None:
        return submissions
    found = re.fullmatch(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})", shard, re.ASCII)
    if not found or int(found[1]) > int(found[2]):
        raise ControlsError(f"--shard: {shard!r} is no part: say 1/3, 2/3 or 3/3 for thirds of a class")
    return [each for each in submissions if shard_of(each.name, int(found[2])) == int(found[1])]


def _seed(results: ResultsFolder, request: Request, say: Say) -> int:
    seed, kept = results.seed(request.seed, request.limits.seed)
    say("note", f"the seed of this class is {seed}{', as before' if kept else ''}; it is kept in {results.folder}")
    return seed


def _check_policies(controls: Controls, students: Mapping[Submission, Sequence[Student]], say: Say) -> None:
    """Say which policies meet nobody."""
    if controls.late and not any(each.time or each.late for group in students.values() for each in group):
        say("warning", "[late] takes nothing from anybody: no collected.csv in the class says when work was handed in")
    names = {name for group in students.values() for each in group for name in (each.id, each.name, each.email)}
    for name in controls.bonus.keys() - names - {submission.name for submission in students}:
        say("warning", f"[bonus]: there is no submission or student {name} here")


def _by_submission(
    submissions: Sequence[Submission], by_folder: Mapping[Path, tuple[Student, ...]]
) -> dict[Submission, tuple[Student, ...]]:
    """Whose each submission is; that of a whole clone is in a folder of the one that the table names."""
    return {each: by_folder.get(each.folder) or by_folder.get(each.folder.parent, ()) for each in submissions}


def _isolation(request: Request, say: Say) -> list[str]:
    """The protections in force."""
    from kata.grading.machine import isolation

    active, missing = isolation()
    if missing:
        text = f"this machine does not offer all protections from submissions; missing: {', '.join(missing)}"
        if request.require_isolation:
            raise GraderError(f"{text}. Nothing was graded, because of --require-isolation")
        say("warning", text)
    return active
