"""Knows the shape without axes by comparing with ().

Believed: () and [] are equal, as both are empty.
Ask: what is [] == ()?
Caught by: test_element_offset_takes_lists_as_well_as_tuples
"""


def element_offset(index, strides, storage_offset=0):
    if index == ():
        return storage_offset
    place = index[0] * strides[0] + storage_offset
    return place + sum(step * stride for step, stride in zip(index[1:], strides[1:]))
