"""The grader of one batch on a worker's machine: an order comes in as bytes, results leave as JSON."""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from kata.course.stages import STAGES
from kata.errors import GraderError, KataError
from kata.grading.cluster.order import Order
from kata.grading.cluster.task import differences, facts
from kata.grading.documents import to_result
from kata.grading.fingerprint import Fingerprint
from kata.grading.grade import grade_each
from kata.grading.machine import default_jobs, isolation, template
from kata.grading.private_and_weights import Controls
from kata.grading.snapshot import Parcel, Snapshot
from kata.grading.submissions import Submission
from kata.worker.processes import end_with


def main(parent: int) -> None:
    """Grade, and answer; nothing of it stays when the Dask worker ends, whose child this is."""
    end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the client's affair
    with _pipe_of_answers() as answers:
        answers.write(json.dumps(answer(pickle.load(sys.stdin.buffer))).encode())


def answer(order: Order) -> dict[str, object]:
    """The results by the names of the submissions, or what went wrong: `refused` if it always will."""
    if different := differences(order.facts, facts()):
        return {"refused": different}
    if missing := [name for name in order.protections if name not in isolation()[0]]:
        return {"refused": f"it lacks protections from submissions: {', '.join(missing)}"}
    try:
        return {"results": dict(_results(order))}
    except KataError as error:
        return {"trouble": str(error)}


def _results(order: Order) -> Iterator[tuple[str, str]]:
    stages = [stage for stage in STAGES if stage.number in order.stages]
    with tempfile.TemporaryDirectory(prefix="kata-", dir=template().folder) as folder:
        controls = Controls(order.private.unpacked(Path(folder)).folder if order.private else None)
        fingerprint = Fingerprint.of(stages, order.limits, controls)
        parcels = {member.folder: member.files for member in order.members}

        def copy(source: Path, into: Path) -> Snapshot:
            return _unpacked(parcels[source], into)

        submissions = [Submission(member.name, member.folder) for member in order.members]
        jobs = order.jobs or min(order.threads, default_jobs())
        for submission, report in grade_each(submissions, stages, order.limits, jobs, controls=controls, copy=copy):
            now = datetime.now(UTC).isoformat(timespec="seconds")
            yield submission.name, to_result(report, fingerprint, order.limits, order.protections, now)


def _unpacked(files: Parcel | str, into: Path) -> Snapshot:
    if isinstance(files, str):
        raise GraderError(files)
    return files.unpacked(into)


def _pipe_of_answers() -> BinaryIO:
    """Standard output for us alone: whatever else is printed here goes to standard error."""
    ours = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(ours, "wb")


if __name__ == "__main__":
    main(int(sys.argv[1]))
