"""Sends a gigabyte that belongs to nothing.

State: failed or crashed or timeout
"""

from attacker import send_bytes


def sigmoid(x):
    send_bytes(b"\0\0\0\0\x40\0\0\0")
    for _ in range(1024):
        send_bytes(bytes(1 << 20))
    return x
