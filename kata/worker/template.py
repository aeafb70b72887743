"""Forks workers: a process that has imported what a submission may need, and has seen nothing else.

`python -m kata.worker.template` is started once by a grader, and forks a keeper for each judge.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import tempfile
import traceback
from contextlib import suppress

import numpy  # noqa: F401  (imported here once, for all workers)
import torch

import kata.checks  # a submission may import these two, and workers cannot read them
import kata.data  # noqa: F401
from kata.worker.keeper import Keeper
from kata.worker.processes import become_subreaper, give_up_capabilities, use_large_pages
from kata.worker.rehearsal import rehearse
from kata.worker.sandbox import give_up_calls, readable_folders


def main() -> None:
    """Fork a keeper for each socket that comes; end when the grader does."""
    grader = socket.socket(fileno=os.dup(0))
    become_subreaper()
    give_up_capabilities()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers end by themselves
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's affair
    torch.set_num_threads(1)
    sys.dont_write_bytecode = True
    rehearse()
    gc.collect()
    gc.freeze()  # a worker's collector leaves alone what is here now
    use_large_pages()
    readable_folders()
    calls_given_up = give_up_calls()
    with tempfile.TemporaryDirectory(prefix="kata-workers-") as folder, suppress(ConnectionError):
        grader.sendall(b"ready " + os.fsencode(folder))
        while descriptors := socket.recv_fds(grader, 1, 1)[1]:
            if os.fork() == 0:
                try:
                    grader.close()
                    Keeper(socket.socket(fileno=descriptors[0]), folder, calls_given_up).run()
                except BaseException:
                    traceback.print_exc()
                finally:
                    os._exit(0)  # the folder is not this process's to delete
            os.close(descriptors[0])
        with suppress(ChildProcessError):
            os.wait()  # for all keepers, which have an end to put to their workers


if __name__ == "__main__":
    main()
