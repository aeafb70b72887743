"""Sends the beginning of an answer and leaves with success.

State: crashed
"""

import os

from attacker import send_bytes


def sigmoid(x):
    send_bytes(b'\0\0\0\x64\0\0\0\0[["list", "value", ')
    os._exit(0)
