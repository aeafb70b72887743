"""Answers with a million lists in one another.

State: crashed
Says: broke the rules
"""

from attacker import send_text


def sigmoid(x):
    send_text(b"[" * 1_000_000 + b"]" * 1_000_000)
    return x
