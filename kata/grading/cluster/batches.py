"""Hands batches of submissions to the workers of a cluster, one to each at a time, and takes their reports.

What a lost worker had is given to another, whole once, then one by one: a submission that brings down its machine takes
no other along. Nobody is given up before the third failure, nor reported twice.
"""

from __future__ import annotations

import math
import pickle
import time
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kata.course.stages import Stage
from kata.course.text import shorten
from kata.errors import ControlsError, GraderError
from kata.grading.cluster.answers import accepted, parsed
from kata.grading.cluster.connection import Cluster, SchedulerLost, connected
from kata.grading.cluster.order import Member, Order
from kata.grading.cluster.task import differences, facts, run
from kata.grading.fingerprint import Fingerprint
from kata.grading.grade import Progress, Watch
from kata.grading.machine import default_jobs
from kata.grading.points import Report
from kata.grading.private_and_weights import Controls
from kata.grading.snapshot import ALL_BYTES, Parcel
from kata.grading.submissions import Submission
from kata.judge.limits import Limits

if TYPE_CHECKING:
    from distributed import Client, Future

MOST_MEMBERS = 10
TICK = 0.2
LOOK_SECONDS = 1.0
ANSWER_SECONDS = 60
ATTEMPTS = 3
RECONNECTIONS = 20
"""So often in a row, without a report in between, a scheduler that is gone is looked for again."""
PAUSE_SECONDS = 3.0


@dataclass(frozen=True)
class Batch:
    """failures: why earlier attempts have failed. avoid: the workers that failed."""

    submissions: tuple[Submission, ...]
    failures: tuple[str, ...] = ()
    avoid: frozenset[str] = frozenset()

    def again(self, why: str, worker: str) -> list[Batch]:
        """What there is to do after a failure."""
        failed = replace(self, failures=(*self.failures, why), avoid=self.avoid | {worker})
        if len(failed.failures) < ATTEMPTS - 1:
            return [failed]
        return [replace(failed, submissions=(each,)) for each in self.submissions]


@dataclass
class Given:
    """A batch that a worker is at."""

    batch: Batch
    order: Order
    future: Future[bytes]


def grade_on_cluster(
    cluster: Cluster,
    isolation: Sequence[str],
    submissions: Sequence[Submission],
    stages: Sequence[Stage],
    limits: Limits,
    jobs: int | None,
    controls: Controls,
    watch: Watch,
) -> Generator[tuple[Submission, Report]]:
    """As `grade_each`, on the workers of a cluster. jobs: judges at once on each; None for as many as it has threads.

    GraderError for a worker that is not like this machine, and where something remains ungraded; ControlsError for
    private tests that cannot be sent.
    """
    private = _packed(controls)
    order = Order((), tuple(stage.number for stage in stages), limits, private, jobs, facts(), tuple(isolation))
    work = _Batches(submissions, order, controls, Fingerprint.of(stages, limits, controls), watch)
    lost = 0
    while work.waiting:
        before = work.done
        try:
            with connected(cluster, jobs or default_jobs()) as client:
                yield from work.on(client)
        except SchedulerLost as error:
            lost = 1 if work.done > before else lost + 1
            if not work.size or lost == RECONNECTIONS:  # it has never been there, or is gone for good
                raise error
            time.sleep(PAUSE_SECONDS)
    if work.given_up:
        named = "; ".join(f"{batch.submissions[0].name}: {batch.failures[-1]}" for batch in work.given_up)
        raise GraderError(f"{len(work.given_up)} could not be graded in {ATTEMPTS} attempts: {shorten(named, 400)}")


def _packed(controls: Controls) -> Parcel | None:
    if not controls.private:
        return None
    try:
        packed = Parcel.look(controls.private)
    except OSError as error:
        raise ControlsError(f"--private: {controls.private} cannot be read: {error.strerror}") from error
    if packed.wrong or packed.left_out:
        raise ControlsError(f"--private: not all can be sent: {[*packed.wrong.values(), *packed.left_out][0]}")
    return packed


class _Batches:
    """fresh: submissions that nobody was given yet. again: batches of which an attempt has failed. at: what each worker
    is at, by its address."""

    def __init__(
        self,
        submissions: Sequence[Submission],
        order: Order,
        controls: Controls,
        fingerprint: Fingerprint,
        watch: Watch,
    ) -> None:
        self.order, self.controls, self.fingerprint, self.watch = order, controls, fingerprint, watch
        self.fresh, self.again = deque(submissions), deque[Batch]()
        self.given_up: list[Batch] = []
        self.at: dict[str, Given] = {}
        self.known: set[str] = set()
        self.done, self.total, self.size = 0, len(submissions), 0

    @property
    def waiting(self) -> bool:
        return bool(self.fresh or self.again)

    def on(self, client: Client) -> Iterator[tuple[Submission, Report]]:
        """The reports, as they come. SchedulerLost where the scheduler is: what was at work waits again."""
        self.known = set()
        try:
            looked = -LOOK_SECONDS
            while self.waiting or self.at:
                if time.monotonic() - looked >= LOOK_SECONDS:
                    workers, looked = self._workers(client), time.monotonic()
                self._fill(client, workers)
                self._show()
                time.sleep(TICK)
                if any(given.future.cancelled() for given in self.at.values()):  # which nobody here has done
                    raise SchedulerLost("--cluster: the scheduler has forgotten what it was given")
                for address, given in list(self.at.items()):
                    if given.future.done() or address not in workers:
                        del self.at[address]
                        yield from self._taken(address, given)
        finally:
            self._take_back()

    def _workers(self, client: Client) -> dict[str, int]:
        """The threads of each worker that there is, by its address; each was found to be like this machine."""
        with lost_scheduler():
            found = {
                str(address): int(each["nthreads"]) for address, each in client.scheduler_info()["workers"].items()
            }
            new = [address for address in found if address not in self.known]
            answers = client.run(facts, workers=new, on_error="return") if new else {}
        self._check(answers)
        self.size = self.size or (share(self.total, len(found)) if found else 0)
        return found

    def _check(self, answers: dict[str, Any]) -> None:
        """Refuse a worker that would judge otherwise, or cannot. One that is gone meanwhile is no matter."""
        for address, theirs in answers.items():
            if isinstance(theirs, OSError):
                continue
            different = differences(self.order.facts, theirs) if isinstance(theirs, dict) else f"no course ({theirs})"
            if different:
                raise refusal(address, different)
            self.known.add(address)

    def _fill(self, client: Client, workers: Mapping[str, int]) -> None:
        """Give a batch to each worker that has none."""
        for address, threads in workers.items():
            if address in self.at or address not in self.known or not self.waiting:
                continue
            batch = self._next(address, workers)
            if not batch:
                continue
            batch, order = self._order(batch, threads)
            key = f"kata-{uuid4().hex}"
            with lost_scheduler():
                future = client.submit(run, pickle.dumps(order), workers=[address], pure=False, key=key)
            self.at[address] = Given(batch, order, future)

    def _next(self, address: str, workers: Mapping[str, int]) -> Batch | None:
        """What this worker may do: nothing that has failed here while another could do it."""
        for batch in self.again:
            if address not in batch.avoid or batch.avoid.issuperset(workers):
                self.again.remove(batch)
                return batch
        chosen = [self.fresh.popleft() for _ in range(min(self.size, len(self.fresh)))]
        return Batch(tuple(chosen)) if chosen else None

    def _order(self, batch: Batch, threads: int) -> tuple[Batch, Order]:
        """The files of a batch; where they are too many bytes, the rest of the batch waits again."""
        members: list[Member] = []
        size = 0
        for each in batch.submissions:
            files = _parcel(each)
            size += 0 if isinstance(files, str) else files.size
            if members and size > ALL_BYTES:
                break
            members.append(Member(each.name, each.folder, files))
        now, later = batch.submissions[: len(members)], batch.submissions[len(members) :]
        if later:
            self.again.append(replace(batch, submissions=later))
        return replace(batch, submissions=now), replace(self.order, members=tuple(members), threads=threads)

    def _taken(self, address: str, given: Given) -> Iterator[tuple[Submission, Report]]:
        """The reports of a batch whose task or worker has ended; what has none is done again."""
        left, why = [], ""
        try:
            answer = parsed(self._fetched(given.future))
        except Exception as error:  # whatever a worker makes Dask raise: the batch was not done
            answer, why = {}, str(error) or type(error).__name__
        if "refused" in answer:
            raise refusal(address, shorten(str(answer["refused"]), 400))
        results = answer.get("results")
        for submission, member in zip(given.batch.submissions, given.order.members, strict=True):
            try:
                text = results.get(member.name) if isinstance(results, dict) else None
                report = accepted(text, member, given.order, self.fingerprint)
                report = self.controls.again(report, ())
            except ValueError as error:
                left.append(submission)
                why = why or str(answer.get("trouble") or error)
            else:
                self.done += 1
                yield submission, report
        if left:
            self._fail(replace(given.batch, submissions=tuple(left)), f"{why} (at {address})", address)

    def _fetched(self, future: Future[bytes]) -> object:
        if not future.done():
            future.cancel()
            raise OSError("its worker was lost")
        return future.result(timeout=ANSWER_SECONDS)

    def _fail(self, batch: Batch, why: str, address: str) -> None:
        for each in batch.again(why, address):
            (self.given_up if len(each.failures) >= ATTEMPTS else self.again).append(each)

    def _take_back(self) -> None:
        for given in self.at.values():
            with suppress(Exception):  # the scheduler may be gone
                given.future.cancel()
            self.again.append(given.batch)
        self.at = {}

    def _show(self) -> None:
        names = [f"{each.name}" for given in self.at.values() for each in given.batch.submissions]
        stages = len(self.order.stages)
        self.watch(Progress(self.done * stages, self.total * stages, tuple(names or ["waiting for workers"])))


@contextmanager
def lost_scheduler() -> Iterator[None]:
    """What Dask raises where no scheduler answers, as SchedulerLost."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise SchedulerLost(f"--cluster: the scheduler is gone: {error}") from error


def share(submissions: int, workers: int) -> int:
    """How many a batch has: as few as gives each worker the same number of batches of at most MOST_MEMBERS."""
    rounds = math.ceil(submissions / (MOST_MEMBERS * workers))
    return math.ceil(submissions / (rounds * workers))


def refusal(address: str, why: str) -> GraderError:
    """A worker that cannot be used."""
    return GraderError(f"--cluster: the worker {address} is not like this machine: {shorten(why, 400)}")


def _parcel(submission: Submission) -> Parcel | str:
    """The files of a submission, or the words of the plain grader where there are none."""
    try:
        return Parcel.look(submission.folder)
    except OSError as error:
        return f"{submission.folder}: {error.strerror}"
