"""Returns the strides as a list, built with math.prod, and gives axes of size 1 the stride 0."""


def contiguous_strides(shape):
    import math

    return [0 if size == 1 else math.prod(shape[axis + 1 :]) for axis, size in enumerate(shape)]


def is_contiguous(shape, strides):
    return all(
        element_offset(index, strides) == place for place, index in enumerate(product(*map(range, shape)))
    )
