"""Only what was taught: library calls that may not do a stage's work.

The manifest names them, stage by stage. Each is replaced by a guard, which lets a call pass unless a line of the
learner's file is somewhere below it on the stack. A call of anything else costs nothing. This notices an honest
shortcut; code that means to hide one can.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import wrapt

from kata.errors import NotTaught

TORCH = {
    "torch": ("{}", "Tensor.{}"),
    "torch.nn.functional": ("{}",),
    "torch.special": ("{}",),
    "torch.nn.grad": ("{}",),
    "torch._C._nn": ("{}",),
    "torch._VF": ("{}",),
    "torch.ops": ("aten.{}",),
}
"""Where torch has its functions: most have several names."""

AUTOGRAD = (
    ("torch.autograd", "_engine_run_backward"),
    ("torch.autograd.graph", "_engine_run_backward"),
    ("torch.autograd.forward_ad", "make_dual"),
)
"""What every way through autograd comes to."""


ALSO_ELSEWHERE = frozenset({"clone", "contiguous", "reshape"})
"""What torch calls itself where it does something else, such as printing a tensor: only a call by the learner's own
line counts. Of all others a call counts wherever it comes from, since no other work needs them."""


class Shortcuts:
    """Guards for the functions that stages forbid; `forbidden` are those of the stage that is being tested."""

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self.inside = f"{folder}{os.sep}"
        self.forbidden = frozenset(names)
        self.noticed: list[NotTaught] = []
        for name in self.forbidden:
            self._guard_all(name)

    def take(self) -> list[NotTaught]:
        """What was noticed since the last time."""
        noticed, self.noticed = self.noticed, []
        return noticed

    def _guard_all(self, name: str) -> None:
        """A name with dots is one function; one without is an operation of torch, by all its names."""
        if name == "autograd":
            for module, path in AUTOGRAD:
                self._guard(module, path, name, "autograd")
        elif ":" in name:
            module, _, path = name.partition(":")
            self._guard(module, path, name, f"{module}.{path}")
        else:
            for module, paths in TORCH.items():
                for path in paths:
                    self._guard(module, path.format(name), name, f"{module}.{path.format(name)}")

    def _guard(self, module: str, path: str, name: str, shown: str) -> None:
        """Put a guard before a function, now or when its module is imported; there need not be such a function."""

        def guard(wrapped: Callable[..., Any], instance: object, arguments: Any, keywords: Any) -> Any:
            if name in self.forbidden:
                self._notice(shown, name in ALSO_ELSEWHERE)
            return wrapped(*arguments, **keywords)

        def install(_: object) -> None:
            with suppress(AttributeError, ImportError):
                wrapt.wrap_function_wrapper(module, path, guard)

        wrapt.register_post_import_hook(install, module)

    def _notice(self, shown: str, directly: bool) -> None:
        """Stop the test, where the learner's code is on the stack; it is remembered, should the code go on.

        directly: only where it is the learner's own line that called.
        """
        frame = sys._getframe(2)
        while frame and not directly and not frame.f_code.co_filename.startswith(self.inside):
            frame = frame.f_back  # type: ignore[assignment]
        if frame and frame.f_code.co_filename.startswith(self.inside):
            self.noticed.append(NotTaught(shown))
            raise self.noticed[-1]
