"""Counts the places of the window one by one."""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return len(range(0, size + 2 * padding - kernel_size + 1, stride))
