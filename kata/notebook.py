"""`%load_ext kata.notebook` in Jupyter, Colab or VS Code: then `%check sigmoid` and `%hint sigmoid` are there."""

from __future__ import annotations

from typing import Any


def load_ipython_extension(shell: Any) -> None:
    """What IPython calls for `%load_ext kata.notebook`."""
    from kata.learner.notebook.magics import load

    load(shell)
