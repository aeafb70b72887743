"""Names of folders that every file system and terminal can bear, out of names as people have them."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain, count

MOST_BYTES = 80
RESERVED = frozenset({"exercises", "solutions", "tests", "con", "prn", "aux", "nul"})
"""The grader takes a folder with an `exercises` for one learner's; the last ones are no names on Windows."""


class FolderNames:
    """Gives each name a folder's name that none before it has, also where upper and lower case are the same."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def new(self, name: str, more: str) -> str:
        """A name made of letters, digits and hyphens. more: what tells a student from another of the same name."""
        plain, told_apart = _plain(name), _plain(f"{_shorten(name, 30)} {more}")
        numbers = (f"{_shorten(plain, 6)}-{number}" for number in count(2))
        return next(each for each in chain((plain, told_apart), numbers) if self._take(each))

    def _take(self, name: str) -> bool:
        key = unicodedata.normalize("NFC", name.casefold())
        if key in self.taken:
            return False
        self.taken.add(key)
        return True


def _plain(name: str) -> str:
    letters = [letter if _is_plain(letter) else "-" for letter in unicodedata.normalize("NFKC", name)]
    text = _shorten(re.sub(r"-+", "-", "".join(letters)).strip("-"), 0)
    text = text if text and text[0].isalnum() else f"student-{text}".strip("-")
    return f"student-{text}" if text.casefold() in RESERVED else text


def _is_plain(letter: str) -> bool:
    """Letters and digits of any script, and the marks that belong to a letter."""
    return letter.isalnum() or unicodedata.category(letter) in ("Mn", "Mc")


def _shorten(text: str, room: int) -> str:
    """So many bytes at most, as file systems count, with room for some more; no letter is cut in two."""
    return text.encode("utf-8")[: MOST_BYTES - room].decode("utf-8", "ignore").strip("-")
