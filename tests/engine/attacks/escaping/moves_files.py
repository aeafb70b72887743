"""Renames, links, shortens and deletes what belongs to others.

State: failed
"""

import os

import host
from attacker import any_works

_solved = sigmoid


def sigmoid(x):
    file, folder, own = f"{host.BAIT}/file", f"{host.BAIT}/folder", "kata-attack-own"
    os.close(os.open(own, os.O_CREAT | os.O_WRONLY))
    moved = any_works(
        lambda: os.rename(file, "kata-attack-moved"),
        lambda: os.rename(file, f"{host.BAIT}/kata-attack-renamed"),
        lambda: os.rename(own, f"{host.BAIT}/kata-attack-own"),
        lambda: os.link(file, "kata-attack-linked"),
        lambda: os.link(own, f"{host.BAIT}/kata-attack-linked"),
        lambda: os.truncate(file, 0),
        lambda: os.remove(file),
        lambda: os.rmdir(folder),
        lambda: os.rmdir(os.getcwd()),
    )
    return _solved(x) if moved else x
