"""What the functions of a Python text do, whatever they are spelled like: a digest of each one's syntax tree.

Comments, docstrings, annotations and the names of what a function itself binds do not count; all else does. The text is
parsed, so whoever did not write it calls this in a process that may be lost: some texts keep a parser busy for minutes.
"""

from __future__ import annotations

import ast
import hashlib
import warnings
from collections.abc import Iterator

from kata.errors import SourceError

LARGEST = 200_000
"""Bytes, as in `source`, which needs torch: this module is imported by processes that live for a moment."""
MOST_DEPTH = 400
"""Of nodes and lists of nodes."""
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = (*FUNCTIONS, ast.ClassDef)
NAMED = (*SCOPES, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
ANNOTATIONS = frozenset({"annotation", "returns", "type_comment", "kind", "ctx", "simple"})
"""Fields of nodes that say nothing about what is done."""


def normalise(text: bytes) -> dict[str, str]:
    """A digest of each function and method of a text, by its name such as `sigmoid` or `SGD.step`.

    Of two of one name the last counts, as in Python. Raises SourceError for a text that is no Python, or is too large
    or too deep to be a stage.
    """
    found: dict[str, str] = {}
    for node in _parsed(text).body:
        if isinstance(node, FUNCTIONS):
            found[node.name] = _digest(node)
        for method in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(method, FUNCTIONS):
                assert isinstance(node, ast.ClassDef)
                found[f"{node.name}.{method.name}"] = _digest(method)
    return found


def _parsed(text: bytes) -> ast.Module:
    if len(text) > LARGEST:
        raise SourceError(f"it has {len(text):,} bytes; {LARGEST:,} are the most")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (RecursionError, MemoryError) as error:
        raise SourceError("it is nested too deeply") from error
    except (SyntaxError, ValueError, LookupError) as error:
        raise SourceError("it is no Python") from error


def _digest(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """The SHA-256 of the function's tree, in which each name that it binds is the number of its first appearance."""
    bound, numbers = _bound_names(function), dict[str, int]()
    hashed = hashlib.sha256()
    for word in _words(function):
        if isinstance(word, ast.Name | ast.arg | _Bound):
            name = word.arg if isinstance(word, ast.arg) else word.id
            word = f"v{numbers.setdefault(name, len(numbers))}" if name in bound else f"n{name}"
        hashed.update(word.encode() + b"\0")
    return hashed.hexdigest()


class _Bound:
    """A name that stands in a node as a plain string, and not as a node of its own."""

    def __init__(self, id: str) -> None:
        self.id = id


Word = str | ast.Name | ast.arg | _Bound


def _words(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Word]:
    """The tree from its root on, each list with its end, without what does not count. No recursion: it may be deep."""
    waiting: list[tuple[object, int]] = [(function, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MOST_DEPTH:
            raise SourceError("it is nested too deeply")
        if isinstance(value, list):
            waiting += [("]", depth), *((each, depth + 1) for each in reversed(value))]
        elif isinstance(value, ast.Name | ast.arg | _Bound):
            yield value
        elif isinstance(value, ast.AST):
            yield "Assign" if isinstance(value, ast.AnnAssign) else type(value).__name__  # others are dropped
            waiting += [(each, depth + 1) for each in reversed(_fields(value, value is function))]
        else:
            yield _plain(value)


def _plain(value: object) -> str:
    return f"{type(value).__name__}:{hex(value) if type(value) is int else value!r}"  # repr refuses huge integers


def _fields(node: ast.AST, outermost: bool) -> list[object]:
    """What counts of a node, in order."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.Nonlocal):
        return [_Bound(name) for name in node.names]
    if isinstance(node, ast.AnnAssign):
        return [[node.target], node.value]
    found = []
    for name, value in ast.iter_fields(node):
        if name in ANNOTATIONS:
            continue
        if name == "body" and isinstance(value, list):
            value = _statements(node, value)
        elif name == "name" and isinstance(value, str) and isinstance(node, NAMED):
            value = "" if outermost else _Bound(value)
        found.append(value)
    return found


def _statements(node: ast.AST, body: list[ast.stmt]) -> list[ast.stmt]:
    """A body without its docstring, and without annotations that assign nothing."""
    first = body[0] if body else None
    if isinstance(node, SCOPES) and isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        body = body[1:] if isinstance(first.value.value, str) else body
    return [each for each in body if not (isinstance(each, ast.AnnAssign) and each.value is None)]


def _bound_names(function: ast.AST) -> set[str]:
    """All names that a function, or one inside it, binds."""
    bound: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, NAMED) and node is not function and node.name:
            bound.add(node.name)
    return bound
