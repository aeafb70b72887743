"""Clones of GitHub Classroom: whose one is says its remote, in a text that is only read.

In a repository of somebody else's making git runs what that repository says. So git is never run in one: the texts are
read as texts, and the time of a commit is asked of an empty repository of our own which borrows the objects.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import takewhile
from pathlib import Path

from kata.course.stages import ROOT
from kata.grading.collect.handed import Handed, Person, Recognised
from kata.grading.collect.tree import File, Parts, Tree, Unreadable

URL = re.compile(r'^\s*\[remote "origin"\][^\[]*?^\s*url\s*=\s*"?([^\s"]+)', re.MULTILINE)
COMMIT = re.compile(r"[0-9a-f]{40}")
COMMITTER = re.compile(rb"^committer .*> (\d{1,12}) ([+-])(\d\d)(\d\d)$", re.MULTILINE)
MOST_TEXT = 1 << 20
WATCHED = ("solutions", "tests")
GIT_SECONDS = 20


def has_clones(tree: Tree) -> bool:
    """Whether most folders at the top are clones."""
    clones = {file.path[0] for file in tree.files if file.path[1:] == (".git", "config")}
    return 2 * len(clones) > sum(len(path) == 1 for path in tree.folders)


def is_clone(tree: Tree) -> bool:
    """Whether this is a clone itself."""
    return any(file.path == (".git", "config") for file in tree.files)


def clones(tree: Tree) -> Recognised:
    """A student for each folder; the name is what the repository's has and those of the others have not."""
    parts = {name: part for name, part in tree.by_top().items() if tree.is_folder(name)}
    repositories = {name: _repository(part) for name, part in parts.items()}
    counts = Counter(repositories.values())  # of one address, they are clones of the course itself
    repositories = {name: each if each and counts[each] == 1 else name for name, each in repositories.items()}
    prefix = _prefix([repositories[name] for name, part in parts.items() if is_clone(part)])
    with tempfile.TemporaryDirectory() as folder:
        empty = _empty_repository(Path(folder))
        handed = tuple(_handed(part, repositories[name], prefix, empty) for name, part in parts.items())
    left = [f"{name} belongs to nobody" for name in tree.tops() if name not in parts]
    return Recognised("GitHub Classroom", handed, tuple(left))


def one_clone(tree: Tree, name: str) -> Recognised:
    """The same for a single clone."""
    with tempfile.TemporaryDirectory() as folder:
        handed = _handed(tree, _repository(tree) or name, "", _empty_repository(Path(folder)))
    return Recognised("a clone", (handed,))


def _handed(tree: Tree, repository: str, prefix: str, empty: Path) -> Handed:
    if not is_clone(tree):
        return Handed((Person(name=repository),), tree, source="folder", problems=("it is no clone",))
    user = repository.removeprefix(prefix) or repository
    commit = _commit(tree)
    time = _time(tree, commit, empty) if commit else ""
    source = f"GitHub {repository}" + (f" at {commit[:12]}" if commit else "")
    return Handed((Person(user, user),), tree, time, "", source, tuple(_changed(tree)))


def _text(tree: Tree, path: Parts) -> str:
    """A text in `.git`, empty if there is none."""
    with suppress(Unreadable):
        for file in tree.files:
            if file.path == path:
                return file.read(MOST_TEXT).decode("utf-8", "replace")
    return ""


def _repository(tree: Tree) -> str:
    """The last part of the remote's address, and nothing else of it, which may hold a password."""
    found = URL.search(_text(tree, (".git", "config")))
    return re.split(r"[/:\\]", found[1].rstrip("/"))[-1].removesuffix(".git") if found else ""


def _prefix(names: list[str]) -> str:
    """What all repositories' names begin with: the assignment's, up to a hyphen."""
    common = _common(min(names), max(names)) if len(names) > 1 else ""
    return common[: common.rfind("-") + 1]


def _common(one: str, other: str) -> str:
    same = takewhile(lambda letters: letters[0] == letters[1], zip(one, other, strict=False))
    return "".join(letter for letter, _ in same)


def _commit(tree: Tree) -> str:
    """The commit that was checked out, or nothing."""
    head = _text(tree, (".git", "HEAD")).strip()
    if head.startswith("ref: "):
        reference = head.removeprefix("ref: ").strip()
        head = _text(tree, (".git", *reference.split("/"))).strip()
        packed = re.search(rf"^({COMMIT.pattern}) {re.escape(reference)}$", _text(tree, (".git", "packed-refs")), re.M)
        head = head or (packed[1] if packed else "")
    return head if COMMIT.fullmatch(head) else ""


def _empty_repository(folder: Path) -> Path:
    for name in ("objects", "refs"):
        (folder / name).mkdir()
    (folder / "HEAD").write_text("ref: refs/heads/none\n", encoding="utf-8")
    (folder / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n", encoding="utf-8")
    return folder


def _time(tree: Tree, commit: str, empty: Path) -> str:
    """When the student's machine says that it made a commit; empty where git is missing, or the commit."""
    config = next((file.place for file in tree.files if file.path == (".git", "config")), None)
    objects = config.parent / "objects" if config else None
    if not objects or objects.is_symlink() or not objects.is_dir() or os.path.lexists(objects / "info" / "alternates"):
        return ""
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ} | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OBJECT_DIRECTORY": str(objects.absolute()),
    }
    command = ["git", "--no-optional-locks", f"--git-dir={empty}", "cat-file", "commit", commit]
    try:
        done = subprocess.run(
            command, env=environment, cwd=empty, capture_output=True, stdin=subprocess.DEVNULL, timeout=GIT_SECONDS
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return _written(done.stdout[:MOST_TEXT].partition(b"\n\n")[0])


def _written(commit: bytes) -> str:
    found = COMMITTER.search(commit)
    if not found:
        return ""
    minutes = (int(found[3]) * 60 + int(found[4])) * (-1 if found[2] == b"-" else 1)
    try:
        return datetime.fromtimestamp(int(found[1]), timezone(timedelta(minutes=minutes))).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _changed(tree: Tree) -> list[str]:
    """A warning where files that are the course's own are others than here."""
    others = [file for file in tree.files if file.path[0] in WATCHED and file.name.endswith(".py") and _differs(file)]
    names = ["/".join(file.path) for file in others[:3]]
    if not names:
        return []
    more = f" and {len(others) - len(names)} more" if len(others) > len(names) else ""
    return [f"not as the course has them: {', '.join(names)}{more}"]


def _differs(file: File) -> bool:
    try:
        return _lines(file.read(MOST_TEXT)) != _own(file.path)
    except Unreadable:
        return True


@cache
def _own(path: Parts) -> bytes | None:
    try:
        return _lines(ROOT.joinpath(*path).read_bytes())
    except OSError:
        return None


def _lines(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")
