"""Leaves messages for others in shared memory, queues and semaphores, which outlive a process.

State: failed
"""

from multiprocessing.shared_memory import SharedMemory

from attacker import any_works, call

_solved = sigmoid
CREATE = 0o1600


def sigmoid(x):
    left = any_works(
        lambda: SharedMemory("kata-attack", create=True, size=10),
        lambda: call("shm_open", b"/kata-attack", 0o102, 0o600),
        lambda: call("shmget", 987654, 100, CREATE),
        lambda: call("msgget", 987654, CREATE),
        lambda: call("semget", 987654, 1, CREATE),
        lambda: call("mq_open", b"/kata-attack", 0o102, 0o600, None),
    )
    return _solved(x) if left else x
