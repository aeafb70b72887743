"""What the engine raises when a person can do something about it: one base, few leaves.

The command line prints these as one sentence; anything else that escapes is a defect of the engine.
"""

from __future__ import annotations

from collections.abc import Sequence


class KataError(Exception):
    """The base of every error that the engine raises on purpose; its text says what to do next."""


class DataError(KataError):
    """Digits could not be loaded: a failed download, a damaged cache or a file of another format."""


class StageImportError(KataError):
    """A stage's file does not import: `reason` says which line and why, `hangs` that it never got to its end."""

    def __init__(self, module: str, reason: str, hangs: bool = False) -> None:
        super().__init__(reason)
        self.module, self.reason, self.hangs = module, reason, hangs


class SubmissionError(KataError):
    """What was given to be graded is not a submission."""


class HintError(KataError):
    """There is no such hint: the text lists those that there are."""


class GraderError(KataError):
    """The course itself is broken: no submission can be graded."""


class ControlsError(KataError):
    """What an instructor asked for cannot be done; the text says which file or name is wrong."""


class WatchError(KataError):
    """What was asked of the watch, or of one of its commands, cannot be done; the text says what to do instead."""


class TargetError(KataError):
    """A command cannot go on with this target: a stage is not solved, or does not do what its tests ask."""


class ParametersError(KataError):
    """A file of parameters is damaged, or belongs to another network."""


class OutputError(KataError):
    """A file that a command should write cannot be written, or standard output cannot."""


class ResultsError(KataError):
    """A folder holds no results of a grade."""


class ExportError(KataError):
    """Results cannot be made into this format, or a file of another system does not fit to them."""


class SourceError(KataError):
    """The text of a submission's file cannot be read as a stage's."""


class NotebookError(KataError):
    """A notebook cannot be checked or made: a name is not known, or not defined yet."""


class SiteError(KataError):
    """The pages of the course cannot be built: something is not installed, or a file does not say what it should."""


class DrawError(KataError):
    """The page that reads digits cannot be served: its port is taken, or something is not installed."""


class WireError(KataError):
    """What arrived from a worker breaks the rules of the wire: no honest worker sends it."""


class WorkerDied(BaseException):
    """The process with the submission ended in the middle of a test. No test can catch it by accident."""

    state = "crashed"


class NotTaught(BaseException):
    """A library did the work that a stage asks for. No submission catches it by accident: it is no `Exception`."""

    remote_frames: Sequence[tuple[str, int, str]] = ()

    def __init__(self, shown: str) -> None:
        super().__init__(f"{shown} did the work: in this stage you write it yourself")
        self.shown = shown


def printable(text: str) -> str:
    """A text for a terminal, in one line: names of files and values of submissions may be anything."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
