"""The counterexample card: what a learner reads when a law breaks, in at most 15 lines.

Everything on it is read off the failed test: the law is the test's docstring, the call is the statement that failed,
the inputs are the variables in that statement, as Hypothesis shrank them, and `Mismatch` says what came back.
"""

from __future__ import annotations

import ast
import inspect
import traceback
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType, FunctionType, ModuleType, TracebackType

import numpy as np
import torch

from kata.checks import Mismatch
from kata.course.hints import hints_of
from kata.course.places import Place, place_of
from kata.course.source import Definitions
from kata.course.stages import Stage
from kata.course.text import WIDTH, message_of, shorten
from kata.course.values import layout_of, summary
from kata.course.watchdog import Hang
from kata.errors import NotTaught, StageImportError, WorkerDied
from kata.learner.examples import before_the_call, body_of

INPUTS = 4
"""At most this many variables are shown; the rest is one flag away."""


@dataclass(frozen=True)
class Card:
    """The parts of a card, each ready to print; an empty part is left out."""

    title: str
    law: str = ""
    call: str = ""
    inputs: tuple[str, ...] = ()
    got: str = ""
    expected: str = ""
    because: str = ""
    printed: str = ""
    place: str = ""
    looks_like: str = ""
    asks: str = ""
    hint: str = ""
    replay: str = ""

    def with_remark(self, looks_like: str, asks: str) -> Card:
        """The card with what the tutor says: two lines more, and two inputs less, so that it stays as short."""
        return replace(self, looks_like=shorten(looks_like), asks=shorten(asks))

    def lines(self) -> list[str]:
        """The card as text, without its title."""
        inputs = self.inputs[: INPUTS - 2] if self.looks_like else self.inputs
        rows = [
            ("law", self.law),
            ("call", self.call),
            *(("with" if number == 0 else "", text) for number, text in enumerate(inputs)),
            ("got", self.got),
            ("expected", self.expected),
            ("because", self.because),
            ("printed", self.printed),
            ("look at", self.place),
            ("looks like", self.looks_like),
            ("ask", self.asks),
            ("hint", self.hint),
            ("replay", self.replay),
        ]
        return [f"  {label:<10} {text}" for label, text in rows if text]


def make_card(
    stage: Stage,
    test: FunctionType,
    error: BaseException,
    folder: Path,
    defined: Definitions,
    replay: str,
    printed: str,
) -> Card:
    """Read the card off a failed test: `test` is its function, `folder` the target whose code it called.

    defined: what the target's file of the stage defines, and where.
    """
    error = _first_of_group(error)
    if isinstance(error, StageImportError):
        return import_card(stage, error, folder, replay)
    inner = body_of(test)
    frame, line = _where_in(inner, error.__traceback__)
    call, names = _call(inner, line)
    got, expected, because = _outcome(error)
    place = place_of(error, folder) or _place_of_call(call, stage, folder, defined)
    return Card(
        title=f"{stage.number:02} {stage.title}: {test.__name__}",
        law=first_paragraph(test),
        call=shorten(call),
        inputs=_inputs(frame, names, before_the_call(test)),
        got=got,
        expected=expected,
        because=because,
        printed=shorten(" | ".join(printed.strip().splitlines()[-3:])),
        place=str(place),
        hint=f"python -m kata hint {stage.number} {place.function}" if place.function in hints_of(stage) else "",
        replay=replay,
    )


def import_card(stage: Stage, error: StageImportError, folder: Path, replay: str) -> Card:
    """The card of a file that does not import: the same for all tests of its stage."""
    place, _, reason = error.reason.partition(": ")
    return Card(
        title=f"{stage.number:02} {stage.title}: {stage.module}.py does not import",
        because=shorten(reason),
        place=f"{folder.name}/{place}",
        replay=replay.partition("::")[0],
    )


def first_paragraph(test: object) -> str:
    """A test's law: the first paragraph of its docstring, on one line."""
    return " ".join((inspect.getdoc(test) or "").split("\n\n")[0].split())


def _first_of_group(error: BaseException) -> BaseException:
    """Hypothesis wraps a failure that comes and goes in a group: show the failure itself."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _where_in(test: FunctionType, tb: TracebackType | None) -> tuple[FrameType | None, int]:
    """The frame of the test as written, with its variables, and the line at which the error passed through it."""
    steps = [(frame, line) for frame, line in traceback.walk_tb(tb) if frame.f_code is test.__code__]
    return steps[0] if steps else (None, 0)


def _outcome(error: BaseException) -> tuple[str, str, str]:
    """What came back, what was expected, and what is wrong with it."""
    if isinstance(error, Mismatch):
        words = isinstance(error.expected, str) and not isinstance(error.got, str)
        expected = shorten(str(error.expected)) if words else summary(error.expected)
        return summary(error.got), expected, shorten(error.reason)
    if isinstance(error, Hang):
        return "nothing yet", "", shorten(str(error))
    if isinstance(error, WorkerDied | NotTaught):
        return "", "", shorten(str(error))
    return shorten(message_of(error), 2 * WIDTH), "", ""


def _call(test: FunctionType, line: int) -> tuple[str, list[str]]:
    """The statement that failed, as source, and the variables in it in the order in which they appear.

    Of `assert_close(got, expected)` the first argument is the call; a variable is followed to its assignment.
    """
    lines, start = inspect.getsourcelines(test)
    tree = ast.parse(inspect.cleandoc("\n".join(lines)) if lines[0][0].isspace() else "".join(lines))
    body = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef)]
    failed = [node for node in body if node.lineno <= line - start + 1 <= (node.end_lineno or node.lineno)]
    if not failed:
        return "", []
    assigned = {
        target.id: node.value
        for node in body
        if isinstance(node, ast.Assign) and node.lineno <= failed[-1].lineno
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    call = _subject(failed[-1])
    if isinstance(call, ast.Name) and call.id in assigned:
        call = assigned[call.id]
    return ast.unparse(call), _names(call, assigned)


def _subject(statement: ast.stmt) -> ast.AST:
    """The interesting part of a statement: what it checks, or what it computes."""
    value = getattr(statement, "value", getattr(statement, "test", statement))
    while isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.args:
        if not value.func.id.startswith(("assert_", "take", "len")):
            break
        value = value.args[0]
    return value.body if isinstance(value, ast.Lambda) else value


def _names(node: ast.AST, assigned: dict[str, ast.expr]) -> list[str]:
    """The variables of an expression, and then those that they were made from."""
    direct = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
    sources = [part.id for name in direct for part in ast.walk(assigned.get(name, node)) if isinstance(part, ast.Name)]
    return list(dict.fromkeys([*direct, *sources]))


def _inputs(frame: FrameType | None, names: list[str], before: list[tuple[object, object]]) -> tuple[str, ...]:
    """`name = value` for the variables that hold plain values; before: what arguments held when the test began."""
    if frame is None:
        return ()
    values = {name: frame.f_locals[name] for name in names if name in frame.f_locals}
    plain = {name: value for name, value in values.items() if _is_plain(value)}
    shown = {name: next((copy for given, copy in before if given is value), value) for name, value in plain.items()}
    lines = [f"{name} = {summary(value, layout_of(plain[name]))}" for name, value in shown.items()]
    return tuple(map(shorten, lines[:INPUTS]))


def _is_plain(value: object) -> bool:
    return not isinstance(value, ModuleType | FunctionType | type) and (
        isinstance(value, torch.Tensor | np.ndarray | int | float | str | tuple | list | dict | type(None))
    )


def _place_of_call(call: str, stage: Stage, folder: Path, defined: Definitions) -> Place:
    """Where the function that the call names is defined in the target, found without running anything."""
    shown = f"{folder.name}/{stage.module}.py"
    for part in ast.walk(ast.parse(call or "None")):
        if isinstance(part, ast.Attribute) and part.attr in defined:
            return Place(shown, *defined[part.attr])
    return Place(shown)
