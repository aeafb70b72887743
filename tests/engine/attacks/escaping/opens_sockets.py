"""Talks to whoever listens: over the network, over files, and over names that are no files.

State: failed
"""

import socket

import host
from attacker import any_works

_solved = sigmoid


def _connect(family, kind, address):
    with socket.socket(family, kind) as ours:
        ours.settimeout(0.5)
        ours.connect(address)
        ours.send(b"kata-attack")


def sigmoid(x):
    talked = any_works(
        lambda: _connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", host.PORT)),
        lambda: _connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", host.PORT)),
        lambda: _connect(socket.AF_INET6, socket.SOCK_STREAM, ("::1", host.PORT)),
        lambda: _connect(socket.AF_UNIX, socket.SOCK_STREAM, host.SOCKET),
        lambda: _connect(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{host.ABSTRACT}"),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
        lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
        lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
        lambda: socket.socketpair(socket.AF_INET),
        lambda: socket.create_connection(("localhost", host.PORT), 0.5),
    )
    return _solved(x) if talked else x
