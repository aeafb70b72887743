"""Writes wherever files may be left: beside the program, at home, in memory and in the temporary folders.

State: failed
"""

from pathlib import Path

import host
from attacker import any_works

_solved = sigmoid
_folders = (
    host.BAIT,
    host.REPOSITORY,
    host.HOME,
    host.TEMPORARY,
    Path(__file__).parent,
    "/tmp",
    "/var/tmp",
    "/dev/shm",
    "/",
)


def sigmoid(x):
    written = any_works(
        *(lambda folder=folder: Path(folder, "kata-attack-file").write_text("left") for folder in _folders),
        *(lambda folder=folder: Path(folder, "kata-attack-folder").mkdir() for folder in _folders),
        *(lambda folder=folder: Path(folder, "kata-attack-link").symlink_to("/") for folder in _folders),
        lambda: Path(host.BAIT, "file").write_text("changed"),
        lambda: Path(host.BAIT, "file").open("a").close(),
    )
    return _solved(x) if written else x
