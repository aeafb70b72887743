"""What a recogniser says: whose files are whose."""

from __future__ import annotations

from dataclasses import dataclass

from kata.grading.collect.tree import Tree


@dataclass(frozen=True)
class Person:
    """As a course system knows a student; what it does not say is empty."""

    id: str = ""
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Handed:
    """What one student, or a group, has handed in. time: ISO 8601, or empty; late: yes, no or empty; source: which
    system, and what it calls this."""

    people: tuple[Person, ...]
    tree: Tree
    time: str = ""
    late: str = ""
    source: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recognised:
    """A download of one system. left: what belongs to nobody, one line each. whole: whether all of it was looked at."""

    system: str
    handed: tuple[Handed, ...]
    left: tuple[str, ...] = ()
    whole: bool = True
