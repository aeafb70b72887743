"""The list of those who should have handed something in."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from kata.errors import ControlsError
from kata.grading.collect.handed import Person

COLUMNS = ("id", "name", "email")
MOST_BYTES = 4 << 20


class Roster:
    """people: in the order of the file. `find` knows which of them a course system means."""

    def __init__(self, people: list[Person]) -> None:
        self.people = people
        self.seen: set[Person] = set()
        self.by_key: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            for key in {*_exact(person), *_names(person.name)}:
                self.by_key[key].append(person)

    def find(self, person: Person) -> tuple[Person, str]:
        """The person with what the roster knows besides, and what is to be told about that, or nothing.

        An id that the course system gives stays, as it is what that system asks for when grades are handed back.
        """
        for keys in (_exact(person), _names(person.name)):
            found = {each for key in keys for each in self.by_key.get(key, ())}
            if len(found) > 1:
                return person, "the roster has more than one of this name"
            for each in found:
                again = "another submission is of the same person" if each in self.seen else ""
                self.seen.add(each)
                email = person.email or each.email
                return replace(person, id=person.id or each.id, name=each.name or person.name, email=email), again
        return person, "not in the roster"

    def missing(self) -> list[Person]:
        """Those whom no submission was of."""
        return [person for person in self.people if person not in self.seen]


def read_roster(file: Path) -> Roster:
    """A CSV with the columns id, name and email in any order, of which one may be missing. Raises ControlsError."""
    text = _text(file)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    try:
        rows = [
            [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise ControlsError(f"--roster: {file} is no CSV: {error}") from error
    columns = [cell.lower() for cell in rows[0]] if rows else []
    if not {"id", "name"} & set(columns):
        raise ControlsError(f"--roster: the first line of {file} should name the columns, such as id,name,email")
    people = []
    for row in rows[1:]:
        cells = dict(zip(columns, row, strict=False))
        person = Person(*(cells.get(column, "") for column in COLUMNS))
        if person.id or person.name:
            people.append(person)
    return Roster(list(dict.fromkeys(people)))


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise ControlsError(f"--roster: {file} cannot be read: {error.strerror}") from error
    if len(data) > MOST_BYTES:
        raise ControlsError(f"--roster: {file} has more than {MOST_BYTES:,} bytes")
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise ControlsError(f"--roster: {file} is no text: save it as CSV in UTF-8")


def _exact(person: Person) -> list[str]:
    return [f"{kind} {text.casefold()}" for kind, text in (("id", person.id), ("email", person.email)) if text]


def _names(name: str) -> list[str]:
    """A name in the forms that systems give it: Ada King Lovelace is also Lovelace, Ada King and lovelaceadaking."""
    words = [re.sub(r"[\W_]", "", word) for word in unicodedata.normalize("NFKC", name).casefold().split()]
    words = [word for word in words if word]
    return [f"name {''.join(words[start:] + words[:start])}" for start in range(min(len(words), 8))]
