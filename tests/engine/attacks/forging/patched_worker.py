"""Rewrites the worker's own code, so that it answers each request with a skip.

State: failed or crashed
"""

from kata.wire.messages import Wire

_send = Wire.send
_skip = {"name": "Skipped", "bases": ["Skipped", "SkipTest", "SystemExit"], "message": "", "frames": []}


def sigmoid(x):
    Wire.send = lambda self, message: _send(self, ["raised", _skip, []])
    return x
