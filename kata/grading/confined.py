"""What a process gives up that reads what a submission brought, and may be ended by it at any moment."""

from __future__ import annotations

import resource

CPU_SECONDS = 5
MEMORY_BYTES = 1 << 30
"""Of address space: a text of the largest size that is parsed takes a fifth of it."""


def confine() -> None:
    """Limit this process's time and memory, and let it write no file."""
    for limit, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 8),
    ):
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))
