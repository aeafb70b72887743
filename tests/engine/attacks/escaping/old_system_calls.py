"""Makes the system calls of another kind of processor, which have other numbers, in machine code.

State: crashed
"""

import ctypes
import mmap
import os
import platform

FORK = b"\xb8\x02\0\0\0\xcd\x80\xc3"  # eax = 2; int 0x80; return


def sigmoid(x):
    if platform.machine() != "x86_64":
        os.abort()
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(FORK)
    child = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
    if child == 0:
        os._exit(0)
    return x if child < 0 else 1 / (1 + torch.exp(-x))
