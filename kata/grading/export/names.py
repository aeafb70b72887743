"""Names of files made from names of submissions, which may be anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

MOST_BYTES = 120
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def file_names(names: Sequence[str]) -> list[str]:
    """A file name for each, without its ending: no two the same, whatever the case, on any system."""
    taken: set[str] = set()
    found = []
    for name in names:
        plain = file_name(name)
        unique, number = plain, 2
        while unique.casefold() in taken:
            unique, number = f"{plain}-{number}", number + 1
        taken.add(unique.casefold())
        found.append(unique)
    return found


def file_name(name: str) -> str:
    """Letters, digits, `.`, `_` and `-` of a name, at most 120 bytes; `_` for all else."""
    plain = re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", name)).strip("._-")
    plain = plain.encode("utf-8", "ignore")[:MOST_BYTES].decode("utf-8", "ignore").rstrip("._-") or "submission"
    return f"{plain}_" if plain.casefold().partition(".")[0] in RESERVED else plain
