"""The templates of the pages: all text is escaped as it goes in (Jinja2's autoescape), and nothing is fetched."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kata.errors import ExportError

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent / "templates"


def rendered(template: str, **values: Any) -> bytes:
    """A page, UTF-8. ExportError where Jinja2 is not installed."""
    return _environment().get_template(template).render(**values).encode("utf-8")


@cache
def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError as error:
        raise ExportError("pages need Jinja2: pip install -c constraints.txt -e '.[class]'") from error
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
