"""When to look for saved files: as soon as the system notices a change, and once a second where it does not.

On network folders and in containers no notification may come though nothing fails: whoever looks each second loses
nothing there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from kata.errors import WatchError

SECOND = 1000
QUIET = 10
"""Milliseconds without another change after which a save is over."""


def check_installed() -> None:
    """Raise WatchError, which says what to install, where a package for the watch is missing."""
    try:
        import textual  # noqa: F401
        import watchfiles  # noqa: F401
    except ImportError as error:
        name = error.name or "textual"
        raise WatchError(
            f"the watch needs {name}: pip install -c constraints.txt -e '.[watch]' installs it (or use pytest)"
        ) from error


async def moments(folder: Path, poll: bool) -> AsyncIterator[bool]:
    """Yield whenever the folder's files should be looked at; whether notification works."""
    while not poll:
        try:
            async for _ in _noticed(folder):
                yield True
        except Exception:  # too many watches, no such system call, a folder that is gone: anything may come out
            poll = True
    while True:
        await asyncio.sleep(SECOND / 3000)
        yield False


def _noticed(folder: Path) -> AsyncIterator[object]:
    from watchfiles import awatch

    return awatch(
        folder,
        watch_filter=lambda change, path: path.endswith(".py"),
        debounce=10 * QUIET,
        step=QUIET,
        rust_timeout=SECOND,
        yield_on_timeout=True,
        force_polling=False,
    )
