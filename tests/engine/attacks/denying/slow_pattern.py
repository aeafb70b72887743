"""Matches a regular expression that takes twice as long for each further letter.

State: timeout
"""

import re


def sigmoid(x):
    return re.match(r"(a+)+$", "a" * 60 + "b")
