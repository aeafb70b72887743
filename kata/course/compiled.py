"""Stages that are compiled once, for many processes that import them: to compile one takes longer than all else of it.

The code is known by its file's path and text, so that a file which changes is compiled again. It is read where it is
run, and nowhere else.
"""

from __future__ import annotations

import base64
import hashlib
import marshal
import warnings
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.util import decode_source
from pathlib import Path
from types import CodeType
from typing import Any

from kata.course.source import LARGEST

_known: dict[str, bytes] = {}


def compile_file(file: str, data: bytes) -> CodeType:
    """The code of a stage's file with this text, compiled before or now. SyntaxError or ValueError for no Python."""
    if known := _known.get(_name(file, data)):
        return marshal.loads(known)  # type: ignore[no-any-return]
    code: CodeType = compile(decode_source(data), file, "exec", dont_inherit=True)
    return code


def compile_files(files: Iterable[Path]) -> dict[str, str]:
    """The code of those files that are Python, as texts for `know`."""
    found = {}
    for file in files:
        with suppress(OSError, ValueError, SyntaxError, RecursionError, MemoryError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if file.is_file() and file.stat().st_size <= LARGEST:
                data = file.read_bytes()
                code = marshal.dumps(compile_file(str(file), data))
                found[_name(str(file), data)] = base64.b64encode(code).decode()
    return found


def know(texts: Mapping[str, Any]) -> None:
    """Take over what `compile_files` has found, unread, for processes that will be forked from this one."""
    _known.update({name: base64.b64decode(text) for name, text in texts.items()})


def _name(file: str, data: bytes) -> str:
    return hashlib.sha256(f"{file}\0".encode() + data).hexdigest()
