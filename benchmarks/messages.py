"""`python -m benchmarks.messages`: how many messages pass between judges and workers, and what each kind of them costs.

One submission, the solutions, judged on one core. A message is a request and its answer. *Here* are the microseconds
that the judge spends on one; *there* those in which it waits for the worker, which shares its core.
"""

from __future__ import annotations

import argparse
import mmap
import struct
import time
from collections.abc import Callable
from typing import Any

from benchmarks.judge import judged
from kata.course.stages import STAGES
from kata.judge.channel import Channel
from kata.judge.proxy import Session

KINDS = ("call", "look", "pull", "set", "use", "load")
ROW = struct.Struct("qqdd")
"""Of each kind: messages, bytes of both ways, seconds in all, seconds of waiting."""


class Counter:
    """A table in memory that judges, which are forked from here, share; one of them at a time."""

    def __init__(self) -> None:
        self.memory = mmap.mmap(-1, ROW.size * len(KINDS))
        self.bytes = self.waiting = 0.0

    def watch(self) -> None:
        """From now on every message counts."""
        Session.ask = self._counted(Session.ask)  # type: ignore[method-assign]
        Channel.recv = self._timed(Channel.recv, lambda answer, *_: len(answer))  # type: ignore[method-assign]
        Channel.sendall = self._timed(Channel.sendall, lambda _, data: len(data))  # type: ignore[method-assign]

    def rows(self) -> dict[str, tuple[int, int, float, float]]:
        """What was counted, by kind."""
        return dict(zip(KINDS, ROW.iter_unpack(self.memory[:]), strict=True))

    def _counted(self, ask: Callable[..., Any]) -> Callable[..., Any]:
        def counted(session: Session, operation: str, *rest: Any) -> Any:
            self.bytes = self.waiting = 0.0
            start = time.perf_counter()
            try:
                return ask(session, operation, *rest)
            finally:
                place = ROW.size * KINDS.index(operation)
                messages, size, seconds, waiting = ROW.unpack_from(self.memory, place)
                seconds += time.perf_counter() - start
                ROW.pack_into(self.memory, place, messages + 1, size + int(self.bytes), seconds, waiting + self.waiting)

        return counted

    def _timed(self, do: Callable[..., Any], size: Callable[..., int]) -> Callable[..., Any]:
        def timed(channel: Channel, argument: Any) -> Any:
            start = time.perf_counter()
            answer = do(channel, argument)
            self.waiting += time.perf_counter() - start
            self.bytes += size(answer, argument)
            return answer

        return timed


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", type=int, action="append", help="only this stage; may be repeated")
    options = parser.parse_args()
    counter = Counter()
    counter.watch()
    judged([stage for stage in STAGES if not options.stage or stage.number in options.stage], 1)
    print("kind  messages  bytes each  us here  us there")
    rows = counter.rows()
    total = tuple(sum(column) for column in zip(*rows.values(), strict=True))
    for kind, (messages, size, seconds, waiting) in [*rows.items(), ("all", total)]:
        if messages:
            here, there = 1e6 * (seconds - waiting) / messages, 1e6 * waiting / messages
            print(f"{kind:<5} {messages:>8}  {size / messages:>10.0f}  {here:>7.0f}  {there:>8.0f}")


if __name__ == "__main__":
    main()
