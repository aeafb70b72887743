"""Returns an object that is never done with saying what it is.

State: failed
"""


class Talker:
    def __repr__(self):
        while True:
            pass

    __str__ = __format__ = __len__ = __float__ = __repr__


def sigmoid(x):
    return Talker()
