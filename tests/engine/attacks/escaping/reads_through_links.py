"""Reads what it may not by other names: links, paths that go up and down again, and folders that it goes into.

State: failed
"""

import os
from pathlib import Path

import host
from attacker import any_works

_solved = sigmoid


def _through_a_new_link():
    os.symlink(host.SECRET, "kata-attack-link")
    return Path("kata-attack-link").read_text()


def _through_a_new_hard_link():
    os.link(host.SECRET, "kata-attack-hard-link")
    return Path("kata-attack-hard-link").read_text()


def _from_inside():
    os.chdir(host.BAIT)
    return os.listdir(), Path("secret").read_text()


def sigmoid(x):
    here = Path(__file__).parent
    stolen = any_works(
        _through_a_new_link,
        _through_a_new_hard_link,
        _from_inside,
        lambda: (here / "link_to_the_repository" / "tests" / "oracles.py").read_text(),
        lambda: os.listdir(f"{here}/../{Path(host.NEIGHBOUR).name}"),
        lambda: os.listdir(here.parent),
    )
    return _solved(x) if stolen else x
