"""Configures logging for all libraries, into a file with a relative path.

State: passed
"""

import logging

_solved = sigmoid
logging.basicConfig(filename="kata-attack.log", level=logging.DEBUG, force=True)


def sigmoid(x):
    logging.debug("sigmoid of %s", x)
    return _solved(x)
