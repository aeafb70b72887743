"""Returns 0 for a tensor without axes, whatever its storage offset.

Believed: a scalar has a storage of its own.
Ask: x[2, 3] is a tensor without axes. What is its storage_offset()?
Caught by: test_element_offset_without_axes_is_the_storage_offset
"""


def element_offset(index, strides, storage_offset=0):
    if not index:
        return 0
    return storage_offset + sum(step * stride for step, stride in zip(index, strides, strict=True))
