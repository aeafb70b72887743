"""Changes what is mounted by the newest of the system calls that can; none of these would change a thing.

State: failed
"""

from attacker import any_permitted, syscall

_solved = sigmoid
FSPICK, MOUNT_SETATTR, OPEN_TREE_ATTR, HERE = 433, 442, 467, -100


def sigmoid(x):
    mounted = any_permitted(
        lambda: syscall(MOUNT_SETATTR, HERE, b"/", 0, bytes(32), 32),
        lambda: syscall(OPEN_TREE_ATTR, HERE, b"/", 0, bytes(32), 32),
        lambda: syscall(FSPICK, HERE, b"/", 0),
    )
    return _solved(x) if mounted else x
