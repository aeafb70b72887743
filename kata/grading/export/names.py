"""Names of submissions, which may be anything, as names of files and as a person reads them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from kata.grading.export.escaping import one_line
from kata.grading.export.reading import Result

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


def shown_names(results: Sequence[Result]) -> list[str]:
    """For an instructor: the students' names, with the submission's where several have the same one."""
    names = [one_line(result.student.name if result.student else "") or one_line(result.name) for result in results]
    counts = Counter(names)
    return [
        f"{name} ({one_line(result.name)})" if counts[name] > 1 else name
        for name, result in zip(names, results, strict=True)
    ]
