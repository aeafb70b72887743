"""Returns iterators that never end, or never give their first item.

State: failed
"""

import itertools
import time


class Silent:
    def __iter__(self):
        return self

    def __len__(self):
        return 10**18

    def __next__(self):
        time.sleep(987654)


def sigmoid(x):
    return itertools.count() if x.shape == (3,) else Silent()
