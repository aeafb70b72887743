"""Calls a tensor contiguous when its numbers fill one stretch of storage, in whatever order.

Believed: contiguous means that the memory is in one piece.
Ask: does x.t() leave any number of the storage of x out, and is it contiguous?
Caught by: test_is_contiguous_on_the_example_in_the_lesson
"""


def is_contiguous(shape, strides):
    places = sorted(element_offset(index, strides) for index in product(*map(range, shape)))
    return places == list(range(len(places)))
