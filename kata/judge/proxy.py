"""The trusted side: a module that looks like a submission's stage, and asks the worker for everything.

`stage.sigmoid(x)` in a test becomes a request to the worker, and its answer a plain value. Objects of the submission
stay in the worker: the test holds a `RemoteObject`, none of whose methods runs code of the submission here.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType
from typing import Any, cast

import torch

from kata.checks import Pulled
from kata.course.stages import STAGES
from kata.course.text import told
from kata.errors import NotTaught, StageImportError, WireError, WorkerDied
from kata.judge.channel import Channel
from kata.judge.patience import Patience
from kata.wire.memory import CHANGED_ARGUMENT
from kata.wire.messages import Wire, flatten, looks

SHARED = frozenset(name for stage in STAGES for name in stage.shared)


class Session:
    """The conversation with one worker, which lasts for one test."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.patience = Patience()
        self.wire = Wire(channel, 0, self._export, self._adopt)
        self.gone: list[int] = []
        self.methods: set[tuple[int, str]] = set()
        self.loaded: set[str] = set()
        self.shared_objects: set[int] = set()

    def ask(self, operation: str, target: str | int, *rest: Any) -> Any:
        """Do something with a module or an object of the submission: the value, or what the submission raised."""
        gone, self.gone = self.gone, []
        self.wire.memory.sharing = self._shares(operation, target, *rest)
        try:
            with self.patience.wait(operation, *rest[:1]):
                self.wire.send([gone, operation, target, *rest])
                how, what, shortcuts = self.wire.receive()
            error = remote_error(what) if how == "raised" else None
            if shortcuts:
                error = NotTaught(told(shortcuts[0][0], 100))
                error.remote_frames = _frames(shortcuts[0][1])
        except (EOFError, ConnectionError) as trouble:
            raise WorkerDied from trouble
        except (WireError, ArithmeticError, LookupError, MemoryError, RuntimeError, TypeError, ValueError) as trouble:
            raise WorkerDied(str(trouble)) from trouble
        if error:
            raise error
        return what

    def _shares(self, operation: str, target: str | int, name: object = None, *_: Any) -> bool:
        """Whether tensors that are first seen in this exchange stay the submission's too; all others are snapshots.

        Those are its attributes, and what the manifest names.
        """
        if operation in ("use", "pull"):
            return target in self.shared_objects
        return operation == "look" or (operation == "call" and name in SHARED)

    def load(self, module: str) -> None:
        """Let the worker import a stage, once."""
        if module not in self.loaded:
            self.ask("load", module)
            self.loaded.add(module)

    def call(self, target: str | int, name: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """Call a function or a method."""
        value, changes = self.ask("call", target, name, list(arguments), keywords)
        if changes and _change(flatten(arguments), changes) and not self.wire.memory.sharing:
            self.wire.memory.changed = self.wire.memory.changed or CHANGED_ARGUMENT
        return value

    def look(self, owner: RemoteObject, name: str) -> Any:
        """An attribute of an object: its value, or a function that calls it and keeps the object."""
        target, kind = owner._number, owner._kind
        if (kind, name) not in self.methods:
            can_be_called, by_all, value = self.ask("look", target, name)
            if not can_be_called:
                return value
            if by_all:
                self.methods.add((kind, name))
        return RemoteFunction(self, owner, target, name)

    def _export(self, value: Any) -> dict[str, Any]:
        if isinstance(value, RemoteObject):
            return {"object": value._number}
        raise TypeError(f"a {type(value).__name__} cannot be sent to a submission")

    def _adopt(self, what: dict[str, Any]) -> RemoteObject:
        number, kind = what["object"], what["class"]
        if type(number) is not int or type(kind) is not int:
            raise WireError("an object has no number")
        if self.wire.memory.sharing:
            self.shared_objects.add(number)
        bases = [RemoteIterator if what["iterator"] else RemoteObject, *([Sized] if what["sized"] else [])]
        remote: RemoteObject = object.__new__(_object_class(_identifier(what["name"]), *bases))
        for key, value in (("_session", self), ("_number", number), ("_kind", kind)):
            object.__setattr__(remote, key, value)
        return remote


class RemoteFunction:
    """A function or method of the submission, found again by its name at each call."""

    def __init__(self, session: Session, owner: Any, target: str | int, name: str) -> None:
        self._session, self._owner, self._target, self.__name__ = session, owner, target, name

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._session.call(self._target, self.__name__, arguments, keywords)


class RemoteObject:
    """An object of the submission. It equals only itself, whatever its class says."""

    _session: Session
    _number: int
    _kind: int

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._session.look(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._session.ask("set", self._number, name, value)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._session.call(self._number, "__call__", arguments, keywords)

    def __del__(self) -> None:
        self._session.gone.append(self._number)

    def _use(self, name: str, *arguments: Any) -> Any:
        return self._session.ask("use", self._number, name, list(arguments))

    def __getitem__(self, key: Any) -> Any:
        return self._use("getitem", key)

    def __contains__(self, item: Any) -> bool:
        return bool(self._use("contains", item))

    def __iter__(self) -> Iterator[Any]:
        items = self._use("iter")
        return iter(items) if isinstance(items, RemoteIterator) else iter(list(items))

    def __bool__(self) -> bool:
        return bool(self._use("bool"))

    def __float__(self) -> float:
        return float(self._use("float"))

    def __int__(self) -> int:
        return int(self._use("int"))

    def __index__(self) -> int:
        number = self._use("index")
        if type(number) is not int:
            raise TypeError(f"__index__ returned a {type(number).__name__}")
        return number

    def __repr__(self) -> str:
        return str(self._use("repr"))

    def __str__(self) -> str:
        return str(self._use("str"))


class Sized:
    """What an object is beside, where `len` can be asked of it."""

    def __len__(self) -> int:
        return int(self._use("len"))  # type: ignore[attr-defined]


class RemoteIterator(Pulled, RemoteObject):
    """An iterator or a generator of the submission: it is asked for an item only when the test wants one."""

    def pull(self, count: int) -> list[Any]:
        """The next items at once, fewer where it ends."""
        return list(self._session.ask("pull", self._number, count))


class RemoteModule(ModuleType):
    """Stands for a stage's module, all of whose names are functions and classes; `session` is that of the test."""

    session: Session | None = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if RemoteModule.session is None:
            raise RuntimeError(f"{self.__name__} can be used in a test only")
        session = RemoteModule.session
        session.load(self.__name__)
        return RemoteFunction(session, self, self.__name__, name)


def _change(tensors: list[Any], changes: list[Any]) -> bool:
    """Do to the judge's own tensors what was done to those of the worker: other memory, or autograd switched on.

    Whether one looks elsewhere, or in another way, now.
    """
    changed = False
    for place, new in changes:
        old = tensors[place]
        if not isinstance(old, torch.Tensor) or not isinstance(new, torch.Tensor) or not old.is_leaf:
            raise WorkerDied("an argument became something else")
        if looks(old) != looks(new):
            changed = True
            old.data = new
        old.requires_grad_(new.requires_grad)
    return changed


def remote_error(what: dict[str, Any]) -> BaseException:
    """An exception like the one that the submission raised: its name, and the nearest class that Python itself has."""
    if "import" in what:
        module, reason, hangs = what["import"]
        return StageImportError(told(module, 100), told(reason, 500), bool(hangs))
    known = (getattr(builtins, str(name), None) for name in what["bases"])
    base = next((each for each in known if isinstance(each, type) and _may_be_raised(each)), Exception)
    error: BaseException = _error_class(_identifier(what["name"]), cast(Any, base))(told(what["message"]))
    vars(error)["remote_frames"] = _frames(what["frames"])
    return error


def _may_be_raised(kind: type) -> bool:
    """Whether a class is an ordinary exception, which means nothing to Python itself and can be made of a text."""
    special = UnicodeError, BaseExceptionGroup, StopIteration, StopAsyncIteration
    return issubclass(kind, Exception) and not issubclass(kind, special)


def _frames(steps: list[list[Any]]) -> list[tuple[str, int, str]]:
    return [(told(file, 100), int(line) % 10**9, told(name, 100)) for file, line, name in steps[:50]]


@lru_cache(256)
def _error_class(name: str, base: Any) -> Any:
    """The same class for the same error each time: Hypothesis takes errors of other classes for other errors."""
    return type(name, (base,), {"__str__": lambda self: self.args[0], "__module__": "submission"})


@lru_cache(256)
def _object_class(name: str, *bases: Any) -> Any:
    return type(name, bases, {"__module__": "submission"})


def _identifier(name: Any) -> str:
    return str(name)[:60] if str(name)[:60].isidentifier() and str(name).isascii() else "Unnamed"
