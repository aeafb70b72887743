"""Compares each stride with the next stride times the next size, also where that next axis has size 1.

Believed: what is passed over in one comparison may still be trusted in another.
Ask: in the shape (3, 1, 2) with the strides (2, 7, 1), which stride does the first one have to fit?
Caught by: test_is_contiguous_does_not_go_by_the_last_stride
"""


def is_contiguous(shape, strides):
    if 0 in shape or not shape:
        return True
    pairs = zip(shape[:-1], strides[:-1], shape[1:], strides[1:], strict=True)
    inner = all(size == 1 or stride == right * many for size, stride, many, right in pairs)
    return inner and (shape[-1] == 1 or strides[-1] == 1)
