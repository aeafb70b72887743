"""What several attacks need: a copy of this lies beside each of them."""

import ctypes
import errno
import json
import os
import struct

LIBC = ctypes.CDLL(None, use_errno=True)


def any_works(*attempts):
    """Try each of them; whether one did what it was meant to, and raised nothing."""
    return any([_works(attempt) for attempt in attempts])


def any_permitted(*attempts):
    """Try each of them, with arguments that make no sense; whether one failed for that, and not because it may not."""
    return any([_errno(attempt) not in (errno.EPERM, errno.EACCES, errno.ENOSYS) for attempt in attempts])


def _works(attempt):
    try:
        attempt()
    except (OSError, ValueError, ImportError):
        return False
    return True


def _errno(attempt):
    try:
        attempt()
    except OSError as error:
        return error.errno
    return 0


def call(name, *arguments):
    """A function of the C library; OSError where it says that it failed."""
    return _checked(getattr(LIBC, name)(*arguments))


def syscall(number, *arguments):
    """A system call by its number: those from 424 on have the same ones on all processors."""
    return _checked(LIBC.syscall(ctypes.c_long(number), *arguments))


def _checked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def send(message, parts=(), data=b"", gone=()):
    """A message to the judge, past the worker: what it says, and the bytes beside it."""
    send_text(json.dumps([message, parts, gone]).encode(), data)


def send_text(text, data=b""):
    """A message to the judge whose text need not be JSON."""
    send_bytes(struct.pack("!II", len(text), len(data)) + text + data)


def send_bytes(data):
    """Bytes to the judge, which need not be a message."""
    while data:
        data = data[os.write(3, data) :]


def value(what):
    """The answer to a call of a function, with an encoded value."""
    return ["list", "value", ["list", what, ["list"]], ["list"]]


def raised(**what):
    """The answer to a call that raised an error."""
    pairs = {"name": "E", "bases": ["list", "E"], "message": "", "frames": ["list"]} | what
    return ["list", "raised", ["dict", *map(list, pairs.items())], ["list"]]
