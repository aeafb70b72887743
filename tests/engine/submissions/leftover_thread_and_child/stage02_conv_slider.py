"""Leaves a thread and a process behind; the process has left the group of its parent."""

import subprocess
import sys
import threading
import time

import torch

subprocess.Popen([sys.executable, "-c", "import time; time.sleep(987654)"], start_new_session=True)
threading.Thread(target=time.sleep, args=(987654,)).start()


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return (size - kernel_size + 2 * padding) // stride + 1


def sigmoid(x):
    return 1 / (1 + torch.exp(-x))
