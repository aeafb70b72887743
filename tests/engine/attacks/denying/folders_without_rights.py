"""Makes folders, one in the other, that their owner may not change: they have to be deleted all the same.

State: failed
"""

import os


def sigmoid(x):
    os.makedirs("a/b", exist_ok=True)
    os.umask(0o777)
    os.mkdir("a/c")
    return x
