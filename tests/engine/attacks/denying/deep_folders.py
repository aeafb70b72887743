"""Makes a folder in a folder in a folder, deeper than a program can easily go.

State: crashed
Says: it wrote more than
"""

import os
import time


def sigmoid(x):
    for _ in range(990):
        os.mkdir("kata-attack")
        os.chdir("kata-attack")
    time.sleep(1)
    return x
