"""Gradescope's export: a folder for each submission, and one file that says whose they are, groups too."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from kata.errors import SubmissionError
from kata.grading.collect.handed import Handed, Person, Recognised
from kata.grading.collect.tree import File, Tree, Unreadable

METADATA = "submission_metadata.yml"
MOST_BYTES = 64 << 20


def metadata_of(tree: Tree) -> File | None:
    """The file that makes this an export of Gradescope."""
    return next((file for file in tree.files if file.path == (METADATA,)), None)


def gradescope(tree: Tree, metadata: File) -> Recognised:
    """The submissions of an export. Raises SubmissionError where its file cannot be read, as all names are in there."""
    known = _load(metadata)
    handed, left = [], []
    for name, part in tree.by_top().items():
        if tree.is_folder(name):
            handed.append(_handed(name, part, known.get(name)))
        elif name != METADATA:
            left.append(f"{name} belongs to nobody")
    return Recognised("Gradescope", tuple(handed), tuple(left))


def _load(metadata: File) -> dict[str, Any]:
    try:
        import yaml
    except ImportError:
        why = f"{METADATA} needs PyYAML: .venv/bin/pip install -c constraints.txt -e '.[class]'"
        raise SubmissionError(why) from None
    # The reader in C takes a second for a large class and the other a minute; neither makes anything but plain values.
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        """Plain values only: what Ruby calls its own is read as the mapping or text that it is written as."""

    def plain(loader: Any, suffix: str, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return loader.construct_sequence(node, deep=True)
        return loader.construct_scalar(node)

    Loader.add_multi_constructor("!", plain)
    try:
        data = metadata.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise SubmissionError(f"{METADATA} has more than {MOST_BYTES:,} bytes")
        found = yaml.load(data, Loader)
    except (Unreadable, yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        why = f"{METADATA} cannot be read: download it again ({' '.join(str(error).split())[:200]})"
        raise SubmissionError(why) from error
    if not isinstance(found, dict):
        raise SubmissionError(f"{METADATA} is no table of submissions: download it again")
    return {str(key): value for key, value in found.items()}


def _handed(name: str, tree: Tree, known: Any) -> Handed:
    submitters = _field(known, "submitters")
    people = [_person(each) for each in submitters if isinstance(each, dict)] if isinstance(submitters, list) else []
    source = f"Gradescope {name}"
    if not people:
        return Handed((Person(name=name),), tree, source=source, problems=(f"{METADATA} does not say whose it is",))
    time = _field(known, "created_at")
    written = time.isoformat() if isinstance(time, date | datetime) else str(time or "")
    late = _field(known, "late")
    late = {True: "yes", False: "no"}.get(late, "") if isinstance(late, bool) else ""
    return Handed(tuple(people), tree, written, late, source)


def _person(submitter: dict[Any, Any]) -> Person:
    return Person(*(str(_field(submitter, key) or "") for key in ("sid", "name", "email")))


def _field(mapping: Any, key: str) -> Any:
    """A value by its name, which Ruby writes with a colon before it."""
    return mapping.get(f":{key}", mapping.get(key)) if isinstance(mapping, dict) else None
