"""The solution, and each misconception appended to it, as modules."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import CodeType, ModuleType


def make_module(name: str, parts: Sequence[CodeType]) -> ModuleType:
    """A module of this name that runs these texts one after the other; what they import is as it is for the name."""
    module = ModuleType(name)
    module.__file__ = f"{name}.py"
    before = sys.modules.get(name)
    sys.modules[name] = module
    try:
        for part in parts:
            exec(part, vars(module))
    finally:
        if before is None:
            del sys.modules[name]
        else:
            sys.modules[name] = before
    return module
