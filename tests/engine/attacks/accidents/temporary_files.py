"""Uses temporary files and folders, and leaves them.

State: passed
"""

import tempfile

_solved = sigmoid


def sigmoid(x):
    with tempfile.NamedTemporaryFile(prefix="kata-attack-", delete=False) as file:
        torch.save(_solved(x), file)
    tempfile.mkdtemp(prefix="kata-attack-")
    return torch.load(file.name)
