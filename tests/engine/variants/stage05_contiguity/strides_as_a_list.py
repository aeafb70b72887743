"""Returns the strides as a list, with 0 for axes of size 1, and decides contiguity by enumerating positions."""


def contiguous_strides(shape):
    import math

    return [0 if size == 1 else math.prod(shape[axis + 1 :]) for axis, size in enumerate(shape)]


def is_contiguous(shape, strides):
    places = [element_offset(index, strides) for index in product(*map(range, shape))]
    return places == list(range(len(places)))
