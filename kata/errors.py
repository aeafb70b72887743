"""What the engine raises when a person can do something about it: one base, few leaves.

The command line prints these as one sentence; anything else that escapes is a defect of the engine.
"""

from __future__ import annotations


class KataError(Exception):
    """The base of every error that the engine raises on purpose; its text says what to do next."""


class DataError(KataError):
    """Digits could not be loaded: a failed download, a damaged cache or a file of another format."""
