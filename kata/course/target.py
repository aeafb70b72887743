"""Whose stages are under test: `import stage02_conv_slider` finds the file in the target folder.

Only names in the manifest are looked for there. The folder is also appended to the path, so that a submission may
have modules of its own, but it comes last: its `numpy.py` shadows nothing. Editors write `exercises.` before a stage by
themselves: `exercises` is the target, whichever folder that is. A module beside the folder is refused.

A stage that does not import does not break the collection of its tests. It becomes a module whose every name raises
`StageImportError`, so that each of its tests says what is wrong with the file.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any, NoReturn, TypeVar

from kata.course.compiled import compile_file
from kata.course.places import place_of
from kata.course.stages import ROOT, STAGES
from kata.course.text import message_of, quote, shorten
from kata.course.watchdog import Hang, Watchdog
from kata.errors import StageImportError, TargetError

MODULES = frozenset(stage.module for stage in STAGES)
EXERCISES = "exercises"
"""The target as a package, by whatever name its folder has."""
BROKEN = "__kata_broken__"
"""What a stage that does not import is left with: a function that says so."""

Value = TypeVar("Value")

_KEPT: list[object] = []


class StageLoader(SourceFileLoader):
    """Runs a stage's file, and keeps what goes wrong for the tests instead of raising it."""

    def __init__(self, name: str, path: str, watchdog: Watchdog) -> None:
        super().__init__(name, path)
        self.watchdog = watchdog

    def get_code(self, fullname: str) -> CodeType:
        """Compile what the file holds now: no .pyc in a learner's folder, and no stale one."""
        return compile_file(self.path, self.get_data(self.path))

    def exec_module(self, module: ModuleType) -> None:
        try:
            with own_streams(), self.watchdog.limit():
                super().exec_module(module)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # SystemExit and Hang too
            _break(module, StageImportError(self.name, _describe(error, Path(self.path)), isinstance(error, Hang)))


class SameModule(Loader):
    """Loads a stage by another name: it is the same module."""

    def __init__(self, name: str) -> None:
        self.name = name

    def exec_module(self, module: ModuleType) -> None:
        sys.modules[module.__name__] = importlib.import_module(self.name)


class TargetFinder(MetaPathFinder):
    """Finds the stages of the manifest in one folder, and says what its files cannot import from elsewhere."""

    def __init__(self, folder: Path, watchdog: Watchdog) -> None:
        self.folder = folder
        self.watchdog = watchdog

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        package, _, name = fullname.rpartition(".")
        if fullname in MODULES:
            file = str(self.folder / f"{fullname}.py")
            return spec_from_file_location(fullname, file, loader=StageLoader(fullname, file, self.watchdog))
        if package == EXERCISES and name in MODULES:
            return ModuleSpec(fullname, SameModule(name))
        if fullname == EXERCISES:
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [str(self.folder)]
            return spec
        return self._find_elsewhere(fullname) if not package else None

    def _find_elsewhere(self, name: str) -> ModuleSpec | None:
        """What a file of the target imports may not lie beside the folder: a grader's workers read nothing there."""
        beside = [folder / name for folder in {ROOT, self.folder.parent}]
        found = [path for path in beside if os.path.exists(path) or os.path.exists(f"{path}.py")]
        if not found or name == "kata" or self.folder not in _importer().parents:
            return None
        path = [entry for entry in sys.path if Path(entry).resolve() not in {ROOT, self.folder.parent}]
        if spec := PathFinder.find_spec(name, path):
            return spec
        place = f"{self.folder.name}/"
        text = f"{name} lies beside {place}: put it into {place}, where the stages are"
        raise ModuleNotFoundError(text, name=name)

    def install(self) -> None:
        """Look here before the path for stages, and after it for everything else."""
        sys.meta_path.insert(0, self)
        sys.path.append(str(self.folder))

    def uninstall(self) -> None:
        """Forget the folder and the stages imported from it."""
        sys.meta_path.remove(self)
        sys.path.remove(str(self.folder))
        for name in [each for each in sys.modules if each in MODULES or each.partition(".")[0] == EXERCISES]:
            del sys.modules[name]


@contextmanager
def own_streams() -> Iterator[None]:
    """Put the standard streams back after code that put others in their place.

    The others are kept for good: one that wraps the old one's buffer or file closes it when it is forgotten.
    """
    before = {name: getattr(sys, name) for name in ("stdin", "stdout", "stderr")}
    try:
        yield
    finally:
        for name, stream in before.items():
            changed: Any = getattr(sys, name, None)
            if changed is not stream:
                with suppress(Exception):
                    changed.flush()
                _KEPT.append(changed)
                setattr(sys, name, stream)


@contextmanager
def stages_of(folder: Path, numbers: Iterable[int]) -> Iterator[dict[int, Any]]:
    """A target's stage modules by number, for a command that uses them."""
    finder = TargetFinder(folder, Watchdog(0))
    finder.install()
    try:
        yield {number: importlib.import_module(STAGES[number - 1].module) for number in numbers}
    finally:
        finder.uninstall()


def attempt(folder: Path, number: int, work: Callable[[], Value]) -> Value:
    """Do a step of a command with the target's code, and turn whatever it raises into a sentence.

    number: the stage that is named where the error passed through none of the target's lines.
    """
    try:
        return work()
    except TargetError:
        raise
    except NotImplementedError as error:
        what = shorten(str(error))
        try_it = ". Try it on solutions" if (ROOT / "solutions").is_dir() else ""  # learners are not given them
        raise TargetError(f"{folder.name} is not solved that far: {what} is still to do{try_it}") from None
    except Exception as error:
        place = place_of(error, folder) or f"stage {number:02}"
        target = folder.name if folder.parent == ROOT else str(folder)
        raise TargetError(
            f"{place}: {shorten(message_of(error))}. Run: pytest {quote(f'--target={target}')}"
        ) from error


def check_import(module: str) -> None:
    """Raise StageImportError for a stage that was imported, and broke."""
    getattr(sys.modules.get(module), BROKEN, lambda: None)()


def _break(module: ModuleType, error: StageImportError) -> None:
    """Empty the module, and let every name that is asked of it raise the error."""

    def raise_error() -> NoReturn:  # a fresh one: an error that is raised again drags along where it has been
        raise StageImportError(error.module, error.reason, error.hangs) from None

    def ask(name: str) -> object:
        if name.startswith("__"):  # asked by Python's own machinery, such as copy and inspect
            raise AttributeError(name)
        raise_error()

    kept = {name: vars(module)[name] for name in ("__name__", "__loader__", "__spec__")}
    vars(module).clear()
    vars(module).update(kept, **{BROKEN: raise_error, "__getattr__": ask})


def _importer() -> Path:
    """The file with the statement that imports something right now."""
    frame: FrameType | None = sys._getframe(3)
    while frame and frame.f_code.co_filename.startswith(("<frozen importlib", importlib.__file__)):
        frame = frame.f_back
    return Path(frame.f_code.co_filename if frame else "")


def _describe(error: BaseException, file: Path) -> str:
    """What stops the file from importing, and where: one line."""
    if isinstance(error, FileNotFoundError) and not file.exists():
        return f"{file.name}: there is no {file.name} in {file.parent.name}/"
    if file.is_dir():
        return f"{file.name}: this is a folder, and not a file"
    if isinstance(error, OSError) and error.filename == str(file):
        return f"{file.name}: it cannot be read: {error.strerror}"
    if isinstance(error, UnicodeDecodeError) or (isinstance(error, SyntaxError) and "encoding" in str(error.msg)):
        return f"{file.name}: the text is not UTF-8: save the file as UTF-8"
    if isinstance(error, SyntaxError):
        return f"{file.name}:{error.lineno or 1}: {type(error).__name__}: {error.msg}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
    place = f"{file.name}:{lines[-1]}" if lines else file.name
    return " ".join(f"{place}: {message_of(error)}".split())
