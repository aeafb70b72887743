"""What the cells of a notebook define, as a file of a stage.

A notebook is run in any order, with a training and a picture between two functions. Of all cells that ran, in the
order in which they ran, only this is taken: the last statement that gave a wanted name its meaning, what was added to
it later (`Layer.forward = ...`), and the same for each global name that those use. Nothing else is run again.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

WITH_A_BODY = re.compile(r"\s*%%(time|capture|prun)\b[^\n]*")
"""Cell magics that run the rest of the cell as it is."""
OTHER_STAGE = re.compile(r"(exercises\.)?stage\d\d_")
MAGIC = re.compile(r"^[%!?]|^[\w. =,]*=\s*[%!]|\?$")


@dataclass(frozen=True)
class Cell:
    """A cell that ran. label: its number in the notebook. ran: how many of its lines, if an error ended it."""

    label: str
    text: str
    ran: int | None = None


@dataclass(frozen=True)
class Statement:
    """A top-level statement: the names that it binds, those that it adds to, and those that it uses.

    always: without a name that one could ask for. given: the names that come from another stage.
    """

    cell: Cell
    line: int
    text: str
    binds: frozenset[str]
    extends: frozenset[str]
    uses: frozenset[str]
    always: bool = False
    given: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Program:
    """A stage's file made of cells. places: by line of the file, the cell's label and the line in the cell.

    skipped: labels of the cells that could not be read as Python, as those with a line for the shell.
    """

    text: str
    places: tuple[tuple[str, int], ...]
    defined: frozenset[str]
    skipped: tuple[str, ...]


def program_of(cells: Iterable[Cell], wanted: Collection[str]) -> Program:
    """The file that defines those of the wanted names that the cells define."""
    found: list[Statement] = []
    skipped: list[str] = []
    for cell in cells:
        parts = _statements(cell)
        if parts is None:
            skipped.append(cell.label)
        else:
            found.extend(parts)
    chosen = _needed(found, wanted)
    text: list[str] = []
    places: list[tuple[str, int]] = []
    for statement in chosen:
        lines = statement.text.split("\n")
        text += lines
        places += [(statement.cell.label, statement.line + number) for number in range(len(lines))]
    defined = frozenset(wanted) & frozenset(name for each in chosen for name in each.binds - each.given)
    return Program("\n".join(text) + "\n", tuple(places), defined, tuple(skipped))


def _needed(statements: Sequence[Statement], wanted: Iterable[str]) -> list[Statement]:
    """The statements that give the wanted names, and all that those use, their meaning; `from __future__` first."""
    last = {name: number for number, each in enumerate(statements) for name in each.binds}
    chosen = {number for number, each in enumerate(statements) if each.always}
    waiting, seen = [name for number in chosen for name in statements[number].uses] + list(wanted), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        start = last.get(name)
        if start is None:
            continue
        for number in [start, *(at for at in range(start + 1, len(statements)) if name in statements[at].extends)]:
            chosen.add(number)
            waiting.extend(statements[number].uses)
    ordered = sorted(chosen, key=lambda number: (not statements[number].text.startswith("from __future__"), number))
    return [statements[number] for number in ordered]


def _statements(cell: Cell) -> list[Statement] | None:
    """The statements of a cell that ran; None where it is no Python."""
    text = cell.text
    if match := WITH_A_BODY.match(text):
        text = text[match.end() :]  # from the end of the line: the others keep their numbers
    lines = [f"pass  # {line}" if MAGIC.search(line) else line for line in text.split("\n")]
    magics = [line for line in text.split("\n") if MAGIC.search(line)]
    for source in (text, "\n".join(lines) if magics else None):
        try:
            tree = ast.parse(source) if source is not None and not text.lstrip().startswith("%%") else None
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if tree is not None:
            assert source is not None
            return [_read(cell, group, source) for group in _groups(tree.body) if _ran(cell, group)]
    return None


def _ran(cell: Cell, group: list[ast.stmt]) -> bool:
    return cell.ran is None or (group[-1].end_lineno or 0) <= cell.ran


def _groups(body: list[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Statements, those that share a line together."""
    group: list[ast.stmt] = []
    for node in body:
        if group and _start(node) > (group[-1].end_lineno or 0):
            yield group
            group = []
        group.append(node)
    if group:
        yield group


def _start(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _read(cell: Cell, group: list[ast.stmt], source: str) -> Statement:
    first, last = _start(group[0]), group[-1].end_lineno or 0
    text = "\n".join(source.split("\n")[first - 1 : last])
    binds, extends, given, always = set[str](), set[str](), set[str](), False
    for node in group:
        for part in _without_bodies(node):
            if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                binds.add(part.name)
            elif isinstance(part, ast.Import | ast.ImportFrom):
                names = [alias.asname or alias.name.partition(".")[0] for alias in part.names]
                always |= "*" in names or getattr(part, "module", None) == "__future__"
                binds |= set(names)
                given |= set(names) if OTHER_STAGE.match(getattr(part, "module", None) or "") else set()
            elif isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                (extends if isinstance(node, ast.AugAssign) else binds).add(part.id)
            elif isinstance(part, ast.Attribute | ast.Subscript) and isinstance(part.ctx, ast.Store | ast.Del):
                extends |= _root(part)
    return Statement(cell, first, text, frozenset(binds), frozenset(extends), _uses(text), always, frozenset(given))


def _without_bodies(node: ast.AST) -> Iterator[ast.AST]:
    """A statement and its parts, but not what only runs when it is called, nor what a class has for itself."""
    yield node
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
        for part in ast.iter_child_nodes(node):
            yield from _without_bodies(part)


def _root(node: ast.expr) -> set[str]:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def _uses(text: str) -> frozenset[str]:
    """The global names that a statement uses, now or when what it defines is called."""
    found: set[str] = set()
    waiting = [symtable.symtable(text, "cell", "exec")]
    while waiting:
        table = waiting.pop()
        top = table.get_type() == "module"
        found |= {each.get_name() for each in table.get_symbols() if each.is_referenced() and (top or each.is_global())}
        waiting.extend(table.get_children())
    return frozenset(found - set(vars(builtins)))
