"""What a test holds instead of the program's module and objects: whatever it asks of them is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from types import ModuleType
from typing import Any, Protocol

from kata.checks import Pulled


class Asked(Protocol):
    """What writes down, and knows the program's objects, and which function or method each came from, by number."""

    objects: dict[int, Any]
    keys: dict[int, tuple[str, str]]

    def ask(
        self,
        operation: str,
        target: int,
        name: str,
        key: tuple[str, str],
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
        perform: Callable[..., Any],
    ) -> Any: ...


class RecordedObject:
    """Stands in a test for an object of the program."""

    _recorder: Asked
    _number: int

    def __init__(self, recorder: Asked, number: int) -> None:
        object.__setattr__(self, "_recorder", recorder)
        object.__setattr__(self, "_number", number)

    def _ask(self, operation: str, name: str, perform: Callable[..., Any], *arguments: Any, **keywords: Any) -> Any:
        root, part = self._recorder.keys[self._number]
        key = root, part if part not in ("", "__init__") else name
        return self._recorder.ask(operation, self._number, name, key, arguments, keywords, perform)

    def __getattr__(self, name: str) -> Any:
        value = self._recorder.objects[self._number]
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            found = getattr(value, name)
        except Exception:
            return self._ask("get", name, lambda: getattr(value, name))
        if callable(found):
            return lambda *arguments, **keywords: self._ask("call", name, found, *arguments, **keywords)
        return self._ask("get", name, lambda: found)

    def __setattr__(self, name: str, new: Any) -> None:
        value = self._recorder.objects[self._number]
        self._ask("set", name, lambda given: setattr(value, name, given), new)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        value = self._recorder.objects[self._number]
        return self._ask("call", "__call__", value, *arguments, **keywords)

    def __iter__(self) -> Iterator[Any]:
        value = self._recorder.objects[self._number]
        found: Iterator[Any] = self._ask("call", "__iter__", lambda: iter(value))
        return found

    def __getitem__(self, place: Any) -> Any:
        value = self._recorder.objects[self._number]
        return self._ask("call", "__getitem__", lambda at: value[at], place)


class RecordedSized(RecordedObject):
    """Stands for an object that has a length."""

    def __len__(self) -> int:
        value = self._recorder.objects[self._number]
        return int(self._ask("call", "__len__", lambda: len(value)))


class RecordedIterator(Pulled, RecordedObject):
    """Stands for an iterator, such as a generator."""

    def pull(self, count: int) -> list[Any]:
        value = self._recorder.objects[self._number]
        found: list[Any] = self._ask("pull", "", lambda many: list(islice(value, many)), count)
        return found


class RecordedModule(ModuleType):
    """Stands in a test for the program's module."""

    def __init__(self, module: ModuleType, recorder: Asked) -> None:
        super().__init__(module.__name__)
        self._module, self._recorder = module, recorder

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self._module, name)
        key = name, "__init__" if isinstance(value, type) else ""
        return lambda *arguments, **keywords: self._recorder.ask("call", 0, name, key, arguments, keywords, value)


def unwrapped(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """The program gets its own objects back, and not what stands for them."""
    return tuple(
        each._recorder.objects[each._number] if isinstance(each, RecordedObject) else each for each in arguments
    )
