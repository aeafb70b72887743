"""Writes the stages as notebooks: the lesson's cells, a first cell that makes it run, a check after each function.

The lessons stay in exercises/, in percent cells, which jupytext reads. A file without cells, as those of the solutions,
is laid into the cells of the lesson: each of its definitions where the lesson has the stub of that name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kata.course.notebooks import top_names
from kata.course.stages import ROOT, STAGES, Stage
from kata.course.whole_files import write_whole
from kata.errors import NotebookError, OutputError
from kata.learner.notebook.laws import laws_of

CLONE = "cnn-from-scratch-kata"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
MISSING = "notebooks need jupytext: python -m pip install -c constraints.txt -e '.[notebook]'"

LOCAL = """\
# Run this cell first. The course has to be installed where this notebook runs: its README says how.
%load_ext kata.notebook"""
ANYWHERE = """\
# Run this cell first: it fetches the course where it is not installed yet.
import importlib.util, pathlib, subprocess, sys

if importlib.util.find_spec("kata") is None:
    course = pathlib.Path({clone!r}).resolve()
    if not course.is_dir():
        subprocess.run(["git", "clone", "--depth", "1", {address!r}, str(course)], check=True)
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "-e", str(course)], check=True)
    sys.path.insert(0, str(course))
%load_ext kata.notebook"""


def write_notebooks(target: Path, into: Path, address: str | None) -> list[Path]:
    """Write a notebook of each stage that the target has; returns their files.

    address: of a git repository, from which the first cell fetches the course where it is not installed.
    Raises NotebookError without jupytext or without a stage, OutputError where a file cannot be written or is there.
    """
    try:
        import jupytext
    except ImportError:
        raise NotebookError(MISSING) from None
    stages = [each for each in STAGES if (target / f"{each.module}.py").is_file()]
    if not stages:
        raise NotebookError(f"{target} holds no stage: give a folder with files such as {STAGES[0].module}.py")
    files = [into / f"{stage.module}.ipynb" for stage in stages]
    if there := [file for file in files if file.exists()]:
        raise OutputError(f"{there[0]} is there already, and may hold work: name another folder, or move it away")
    try:
        into.mkdir(parents=True, exist_ok=True)
        for stage, file in zip(stages, files, strict=True):
            notebook = make_notebook(stage, (target / f"{stage.module}.py").read_text(encoding="utf-8"), address)
            write_whole(file, jupytext.writes(notebook, fmt="ipynb").encode())
    except OSError as error:
        raise OutputError(f"{into}: {error.strerror}") from error
    except (UnicodeDecodeError, SyntaxError) as error:
        raise NotebookError(f"{stage.module}.py cannot be read as Python: {error}") from error
    return files


def make_notebook(stage: Stage, text: str, address: str | None) -> Any:
    """The notebook of a stage's file. SyntaxError for what is no Python."""
    import jupytext

    ast.parse(text)
    whole = "# %%" in text
    notebook = jupytext.reads(text if whole else _lesson(stage), fmt="py:percent")
    if not whole:
        _lay_in(notebook.cells, text)
    first = ANYWHERE.format(clone=CLONE, address=address) if address else LOCAL
    cells = [notebook.cells[0], _code_cell(first)]
    names = top_names(stage)
    for cell in notebook.cells[1:]:
        cells.append(cell)
        if cell.cell_type == "code":
            cells += [
                _code_cell(_check_of(name, stage))
                for name in _defined(cell.source)
                if name in names and laws_of(stage, name)
            ]
    notebook.cells = [*cells, _code_cell("%check")]
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"{stage.module[:7]}-{number:02}"
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return notebook


def _check_of(name: str, stage: Stage) -> str:
    """The check of a name; of one that several stages have with the stage's number."""
    shared = sum(name in top_names(each) for each in STAGES) > 1
    return f"%check {name} --stage {stage.number}" if shared else f"%check {name}"


def _code_cell(source: str) -> Any:
    from nbformat import v4

    return v4.new_code_cell(source)  # type: ignore[no-untyped-call]


def _lesson(stage: Stage) -> str:
    return (ROOT / "exercises" / f"{stage.module}.py").read_text(encoding="utf-8")


def _lay_in(cells: Sequence[Any], text: str) -> None:
    """Put a solved file's statements into the cells whose names they define; all others, as helpers, into the first."""
    code = [cell for cell in cells if cell.cell_type == "code"]
    places = {name: cell for cell in code for name in _defined(cell.source)}
    parts: dict[int, list[str]] = {id(cell): [] for cell in code}
    for name, part in _parts(text):
        parts[id(places.get(name, code[0]) if name else code[0])].append(part)
    for cell in code:
        cell.source = "\n\n\n".join(parts[id(cell)])


def _parts(text: str) -> Iterator[tuple[str | None, str]]:
    """The statements of a file, with the comments above them; a definition with its name. Without its docstring."""
    lines, end = text.splitlines(), 0
    tree = ast.parse(text)
    for number, node in enumerate(tree.body):
        start, end = end, node.end_lineno or 0
        if number == 0 and ast.get_docstring(tree) is not None:
            continue
        named = isinstance(node, ast.FunctionDef | ast.ClassDef)
        yield (getattr(node, "name", None) if named else None), "\n".join(lines[start:end]).strip("\n")


def _defined(source: str) -> list[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a cell with a magic
        return []
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
