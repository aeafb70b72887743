"""The child in which a target's code runs, as the server sees it: asked one digit at a time, ended when it hangs."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from kata.course.stages import ROOT
from kata.draw.weights import Weights

LONGEST = 4 << 20
"""Bytes of an answer: the largest maps, written out, are a fifth of it."""
MARGIN = 5.0
"""Seconds beyond the child's own limits, for code that hears no alarm."""
START = 120.0
"""Seconds for a new child, which imports torch: three where the machine has time."""
STEPS = 3


class Reader:
    """Reads digits by a target's code. seconds: that a stage may take for one digit."""

    def __init__(self, folder: Path, weights: Weights, seconds: float = 10.0) -> None:
        self.folder, self.weights, self.seconds = folder, weights, seconds
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Have a child ready. Raises TimeoutError, OSError or EOFError where there can be none."""
        first = {"folder": str(self.folder), "weights": self.weights.as_text(), "seconds": self.seconds}
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
        pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "kata.draw.child"),
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": path, "MPLBACKEND": "Agg"},
            stdin=pipe,
            stdout=pipe,
            stderr=nowhere,
            limit=LONGEST,
        )
        await self._ask(first, START)

    async def warm(self) -> None:
        """Have a child ready before the first digit comes; should there be none, that digit's answer says why."""
        async with self._turn:
            with contextlib.suppress(TimeoutError, OSError, EOFError, ValueError):
                await self.start()

    async def stop(self) -> None:
        """End the child with all that it has started."""
        process, self._process = self._process, None
        if not process:
            return
        with contextlib.suppress(psutil.NoSuchProcess):
            family = psutil.Process(process.pid)
            for each in [*family.children(recursive=True), family]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    each.kill()
        await process.wait()

    async def read(self, image: Sequence[float], wrong: str) -> bytes:
        """What the target makes of a digit, as JSON; a sentence in "trouble" where it, or its process, comes to no end.

        image: 784 numbers, 0 to 255. wrong: the id of a misconception, or nothing.
        """
        async with self._turn:
            try:
                if not self._process:
                    await self.start()
                return await self._ask({"image": list(image), "wrong": wrong}, STEPS * self.seconds + MARGIN)
            except TimeoutError:
                trouble = "still running when its time was up: is there an endless loop?"
            except (OSError, EOFError, ValueError) as error:
                trouble = f"the process that runs the code ended: {await self._status(error)}"
            except BaseException:  # whoever asked has gone: the answer would be taken for the next one's
                await self.stop()
                raise
            await self.stop()
            return json.dumps({"numbers": {}, "whose": {}, "trouble": trouble}).encode()

    async def _ask(self, request: dict[str, Any], seconds: float) -> bytes:
        """Send a line, and have the next one back. Raises TimeoutError, OSError, EOFError, ValueError."""
        process = self._process
        if not process or not process.stdin or not process.stdout:
            raise EOFError("there is no process")
        async with asyncio.timeout(seconds):
            process.stdin.write(json.dumps(request).encode() + b"\n")
            await process.stdin.drain()
            line = await process.stdout.readline()
        if not line.endswith(b"\n"):
            raise EOFError("it said nothing")
        return line

    async def _status(self, error: Exception) -> str:
        """How the process ended, if it did."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2):
                if self._process:
                    return f"exit status {await self._process.wait()}"
        return str(error)
