"""Orphans: on Linux, processes whose parent died can be made to become children of an ancestor that ends them."""

from __future__ import annotations

import ctypes
import sys

PR_SET_CHILD_SUBREAPER = 36


def become_subreaper() -> None:
    """From now on, orphaned descendants become children of this process, where they can be found and killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
