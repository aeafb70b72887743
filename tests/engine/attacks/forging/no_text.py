"""Answers with bytes that are no text, and no JSON.

State: crashed
Says: broke the rules
"""

from attacker import send_text


def sigmoid(x):
    send_text(b"" if x.shape == (3,) else b"\xff\xfe\x00\xd8" * 100)
    return x
