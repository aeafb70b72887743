"""Counts the steps from the first place on."""


def conv_output_size(size, kernel_size, padding=0, stride=1):
    place, steps = 0, 0
    while place + stride + kernel_size <= size + 2 * padding:
        place += stride
        steps += 1
    return steps
