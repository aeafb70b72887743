"""Announces a long answer and sends it byte by byte.

State: timeout
"""

import time

from attacker import send_bytes


def sigmoid(x):
    send_bytes(b"\x01\0\0\0\x0f\0\0\0")
    while True:
        send_bytes(b" ")
        time.sleep(0.01)
