"""Deletes and empties its own files, and goes elsewhere.

State: failed
"""

import os
import shutil

from attacker import any_works

_solved = sigmoid
_folder = os.path.dirname(__file__)


def sigmoid(x):
    done = any_works(
        lambda: os.remove(__file__),
        lambda: shutil.rmtree(_folder),
        lambda: os.truncate(__file__, 0),
        lambda: os.rename(_folder, f"{_folder}-kata-attack"),
        lambda: open(__file__, "a").close(),
    )
    os.chdir("/")
    return _solved(x) if done else x
