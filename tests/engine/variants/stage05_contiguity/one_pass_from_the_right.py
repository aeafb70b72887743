"""Decides contiguity in one pass with a running product, and adds offsets up in a loop."""


def element_offset(index, strides, storage_offset=0):
    for step, stride in zip(index, strides, strict=True):
        storage_offset += step * stride
    return storage_offset


def is_contiguous(shape, strides):
    if 0 in shape:
        return True
    needed = 1
    for size, stride in zip(reversed(shape), reversed(strides), strict=True):
        if size != 1 and stride != needed:
            return False
        needed *= size
    return True
