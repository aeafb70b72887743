"""Builds the site with MkDocs and its Material theme: no font, script or picture comes from another host."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kata.course.stages import ROOT, STAGES
from kata.data import load_digits
from kata.draw.pages import write_static
from kata.drawing.pictures import draw_pictures
from kata.errors import OutputError, SiteError
from kata.site import pages, sources

MARK = ".kata-site"
"""A file that says that a folder holds a site which was built here, and may be built anew."""
SEARCH = '<div class="md-search" data-md-component="search" role="dialog"'
MISSING = "the site needs MkDocs and jupytext: python -m pip install -c constraints.txt -e '.[site]'"


def build_site(into: Path) -> int:
    """Build the site into a folder, which is new, empty or an older site; returns the number of its pages.

    Raises SiteError where something is not installed or a page has a mistake, OutputError where it cannot be written.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # an advertisement of the theme's authors
    try:
        import jupytext
    except ImportError:
        raise SiteError(MISSING) from None
    if not all(map(find_spec, ("mkdocs", "material"))):
        raise SiteError(MISSING)
    _check(into)
    try:
        with tempfile.TemporaryDirectory(prefix="kata-site-") as scratch:
            made, built = Path(scratch) / "pages", Path(scratch) / "site"
            lessons = {stage: jupytext.reads(pages.lesson_text(stage), fmt="py:percent").cells for stage in STAGES}
            count = _write_pages(made, lessons)
            _build(made, built)
            _name_the_search(built)
            (built / MARK).touch()
            if into.exists():
                shutil.rmtree(into)
            shutil.copytree(built, into)
    except OSError as error:
        raise OutputError(f"{into}: {error.strerror or error}") from error
    return count


def _check(into: Path) -> None:
    if into.exists() and not into.is_dir():
        raise OutputError(f"{into} is no folder: name another")
    if into.is_dir() and any(into.iterdir()) and not (into / MARK).is_file():
        raise OutputError(f"{into} holds something else than a site of this course: name a new or an empty folder")


def _write_pages(folder: Path, lessons: dict[Any, Any]) -> int:
    """The pages and what they show; returns how many pages there are."""
    readme = sources.readme()
    texts = {"index.md": pages.start_page(), "learners.md": readme.learners, "instructors.md": readme.instructors}
    texts |= {pages.name_of(stage): pages.page_of(stage, cells) for stage, cells in lessons.items()}
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "docs" / "digit.png", folder)
    shutil.copy(Path(__file__).parent / "extra.css", folder)
    draw_pictures(ROOT / "solutions", folder / "pictures")
    write_static(folder / "draw", load_digits())
    return len(texts)


def _build(made: Path, built: Path) -> None:
    """Run MkDocs; what it warns of is a mistake."""
    from mkdocs.commands.build import build
    from mkdocs.config.base import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    heard = _Heard()
    logging.getLogger("mkdocs").addHandler(heard)
    try:
        file = made.parent / "mkdocs.yml"
        file.write_text("site_name: unused\n", encoding="utf-8")
        build(load_config(str(file), docs_dir=str(made), site_dir=str(built), **_settings()))
    except (Abort, MkDocsException) as error:
        raise SiteError(f"the site has mistakes: {'; '.join(heard.told) or error}") from None
    finally:
        logging.getLogger("mkdocs").removeHandler(heard)


def _name_the_search(built: Path) -> None:
    """The theme makes the search a dialog, and gives it no name that a screen reader could say."""
    for file in built.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(SEARCH, f'{SEARCH} aria-label="Search"'), encoding="utf-8")


class _Heard(logging.Handler):
    """Keeps the warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(" ".join(record.getMessage().split()))


def _settings() -> dict[str, Any]:
    """What mkdocs.yml would say."""
    palettes = [
        ("(prefers-color-scheme: light)", "default", "material/weather-night", "Dark"),
        ("(prefers-color-scheme: dark)", "slate", "material/weather-sunny", "Light"),
    ]
    features = ["navigation.footer", "navigation.top", "toc.integrate", "search.highlight", "content.code.copy"]
    return {
        "site_name": "CNN from Scratch: a kata",
        "strict": True,
        "use_directory_urls": False,
        "theme": {
            "name": "material",
            "font": False,
            "features": features,
            "palette": [
                {"media": media, "scheme": scheme, "primary": "indigo", "toggle": {"icon": icon, "name": name}}
                for media, scheme, icon, name in palettes
            ],
        },
        "plugins": ["search"],
        "extra": {"generator": False},
        "extra_css": ["extra.css"],
        "validation": {"links": {"anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"}},
        "markdown_extensions": [
            *("admonition", "pymdownx.details", "pymdownx.superfences", "sane_lists", "tables"),
            {"pymdownx.highlight": {"guess_lang": False}},
            {"toc": {"permalink": True, "toc_depth": 3}},
        ],
        "nav": [
            {"Start": "index.md"},
            {"For learners": "learners.md"},
            {"Draw a digit": "draw/index.html"},
            {"The stages": [{f"{each.number:02} {each.title}": pages.name_of(each)} for each in STAGES]},
            {"For instructors": "instructors.md"},
        ],
    }
