"""Yields the strides one by one."""


def contiguous_strides(shape):
    numbers = 1
    for size in shape:
        numbers *= max(size, 1)
    for size in shape:
        numbers //= max(size, 1)
        yield numbers


def is_contiguous(shape, strides):
    if 0 in shape:
        return True
    needed = tuple(contiguous_strides(shape))
    return all(size == 1 or own == need for size, own, need in zip(shape, strides, needed, strict=True))


def to_contiguous(tensor):
    return torch.empty(tensor.shape, dtype=tensor.dtype).copy_(tensor)
