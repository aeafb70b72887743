"""`%check` and `%hint`. What a check judges is found in the history of the cells, not in the kernel's memory.

The kernel's own objects cannot go into another process. The cells that made them can: see `cells`.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from kata.course.cells import Cell, Program, program_of
from kata.course.notebooks import top_names
from kata.course.stages import ROOT, STAGES
from kata.course.target import TargetFinder
from kata.course.watchdog import Watchdog
from kata.errors import KataError, NotebookError
from kata.learner.notebook.back import read_cells
from kata.learner.notebook.check import Checked, check
from kata.learner.notebook.laws import find_stage, full_name, laws_of
from kata.learner.notebook.shown import as_html, as_text

SECONDS = 120.0
"""What one check may take. A single test has five seconds; this is for what does not let itself be stopped."""
USAGE = "say %check, %check sigmoid or %check --stage 9 conv_backward"


def load(shell: Any) -> None:
    """Give a notebook its magics, and let it import the other stages from the notebooks and files beside it."""
    old = getattr(shell, "kata", None)
    if old:
        return
    shell.kata = magics = Magics(shell)
    shell.events.register("pre_run_cell", magics.begin)
    shell.events.register("post_run_cell", magics.remember)
    shell.register_magic_function(magics.check, "line", "check")
    shell.register_magic_function(magics.hint, "line", "hint")


class Magics:
    """One notebook: the cells that ran, and the folder from which other stages are imported."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        history = shell.user_ns.get("In", [])[1:]  # what ran before the extension was loaded; the last is that cell
        self.cells = [Cell(str(number), text) for number, text in enumerate(history[:-1], 1)]
        self.running: str | None = None
        self.scratch = tempfile.TemporaryDirectory(prefix="kata-stages-")
        self.others = Path(self.scratch.name).resolve() / "notebook"
        self.others.mkdir()
        self.fill()
        TargetFinder(self.others, Watchdog(0)).install()

    def begin(self, info: Any) -> None:
        """Know the cell that is about to run."""
        self.running = None if info.silent else info.raw_cell

    def remember(self, result: Any) -> None:
        """Keep a cell that ran, as far as it got."""
        self.running = None
        text = result.info.raw_cell or ""
        if result.info.silent or result.error_before_exec:
            return
        label = str(result.execution_count or "?")
        self.cells.append(Cell(label, text, _lines_run(result.error_in_exec)))

    def ran(self) -> list[Cell]:
        """The cells that ran, and those lines of the cell that is running which stand above the check."""
        if self.running is None:
            return self.cells
        frame, line = sys._getframe(), 0
        while frame.f_back and not line:
            frame = frame.f_back
            if frame.f_code.co_name == "<module>" and frame.f_globals is self.shell.user_ns:
                line = frame.f_lineno
        return [*self.cells, Cell("of this check", self.running, line - 1)]

    def fill(self) -> None:
        """The other stages as files: from the notebooks beside this one, then from files there, then from exercises."""
        for stage in STAGES:
            made = _from_notebook(Path(f"{stage.module}.ipynb"), top_names(stage))
            sources = [Path(f"{stage.module}.py"), ROOT / "exercises" / f"{stage.module}.py"]
            with contextlib.suppress(OSError):
                data = made.text.encode() if made else next(each for each in sources if each.is_file()).read_bytes()
                (self.others / f"{stage.module}.py").write_bytes(data)

    def check(self, line: str) -> None:
        """%check [--stage N] [NAME]: try the laws of a function, or of all functions, on what this notebook defines."""
        from IPython.display import display

        try:
            checked = self.checked(*_arguments(line))
        except KataError as error:
            print_error(error)
            return
        display({"text/plain": as_text(checked), "text/html": as_html(checked)}, raw=True)  # type: ignore[no-untyped-call]

    def checked(self, number: int | None, name: str | None) -> Checked:
        """Raises NotebookError where there is nothing to check."""
        every = {each for stage in STAGES for each in top_names(stage)}
        defined = program_of(self.ran(), every).defined
        stage = find_stage(name, number, defined)
        about = full_name(stage, name) if name else f"stage {stage.number:02}"
        program = program_of(self.ran(), top_names(stage))
        wanted = about.partition(".")[0]
        if name and wanted not in program.defined:
            raise NotebookError(f"{wanted} is not defined in this notebook: run its cell first{_skipped(program)}")
        laws = laws_of(stage, name)
        if not laws:
            raise NotebookError(f"{about} has no law of its own: what uses it is checked")
        self.fill()
        return check(stage, about, program, self.others, laws, SECONDS)

    def hint(self, line: str) -> None:
        """%hint NAME [LEVEL]: a question, a concept (2) or a step (3)."""
        from kata.course.hints import find_hint

        name, _, level = line.strip().partition(" ")
        try:
            if not name or not (level.strip() or "1").isdigit():
                raise NotebookError("say %hint sigmoid or %hint sigmoid 2")
            every = {each for stage in STAGES for each in top_names(stage)}
            stage = find_stage(name, None, program_of(self.ran(), every).defined)
            write(find_hint(stage.number, full_name_of_hint(stage, name), int(level or 1)))
        except KataError as error:
            print_error(error)


def full_name_of_hint(stage: Any, name: str) -> str:
    """A class's hints are those of its `__init__`."""
    from kata.course.hints import hints_of

    full = full_name(stage, name)
    return f"{full}.__init__" if f"{full}.__init__" in hints_of(stage) else full


def write(text: str) -> None:
    """Into the notebook."""
    sys.stdout.write(f"{text}\n")


def print_error(error: KataError) -> None:
    """One sentence, and no traceback."""
    sys.stderr.write(f"{error}\n")


def _arguments(line: str) -> tuple[int | None, str | None]:
    words = line.split()
    number = None
    if "--stage" in words:
        place = words.index("--stage")
        if not words[place + 1 : place + 2] or not words[place + 1].isdigit():
            raise NotebookError(USAGE)
        number = int(words[place + 1])
        del words[place : place + 2]
    if len(words) > 1:
        raise NotebookError(USAGE)
    return number, words[0] if words else None


def _lines_run(error: BaseException | None) -> int | None:
    """The lines of a cell that were complete when an error ended it: those above the one that raised it."""
    if error is None:
        return None
    lines = [frame.lineno or 1 for frame in traceback.extract_tb(error.__traceback__) if frame.name == "<module>"]
    return lines[0] - 1 if lines else 0


def _skipped(program: Program) -> str:
    return f" (not read, as no Python: cell {', '.join(program.skipped)})" if program.skipped else ""


def _from_notebook(file: Path, names: tuple[str, ...]) -> Program | None:
    """What a notebook beside this one defines, if it is one that defines any of a stage's names."""
    try:
        made = program_of(read_cells(file), names)
    except NotebookError:
        return None
    return made if made.defined else None
