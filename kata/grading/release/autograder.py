"""The autograder for Gradescope: a zip with `setup.sh` and `run_autograder` at its root, and the course below them."""

from __future__ import annotations

import io
import shlex
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from kata.course.stages import ROOT
from kata.grading.release.learners import TEMPLATES, learners_files

ZIP = "autograder.zip"
SCRIPTS = ("setup.sh", "run_autograder")


def autograder_zip(
    stages: Sequence[int] = (),
    private: Mapping[str, bytes] | None = None,
    weights: bytes | None = None,
    torch_index: str = "",
    seed: int = 0,
    root: Path = ROOT,
) -> bytes:
    """The zip's bytes; the same course and options make the same bytes.

    stages: the numbers of those that are graded, all if there are none. private: private tests by the names of their
    files. weights: the TOML. torch_index: the address of PyTorch's packages for CPUs. seed: the same for
    all who hand in.
    """
    options = ["--seed", str(seed), *(word for number in stages for word in ("--stage", str(number)))]
    if private:
        options += ["--private", "../private"]
    if weights is not None:
        options += ["--weights", "../weights.toml"]
    files = {
        "setup.sh": _script("setup.sh", torch_index=shlex.quote(torch_index)),
        "run_autograder": _script("run_autograder", options=shlex.join(options)),
        **{f"course/{name}": data for name, data in learners_files(root=root).items()},
        **{f"private/{name}": data for name, data in (private or {}).items()},
    }
    return _zipped(files if weights is None else {**files, "weights.toml": weights})


def private_tests(folder: Path) -> dict[str, bytes]:
    """The Python files of a folder of private tests: nothing else in it is taken."""
    return {file.name: file.read_bytes() for file in sorted(folder.glob("[!.]*.py")) if file.is_file()}


def _script(name: str, **values: str) -> bytes:
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", value)
    return text.encode("utf-8")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)  # of 1980: the same files make the same zip
            entry.external_attr = (0o100755 if name in SCRIPTS else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()
