"""Works the strides out from the right, and forgets to turn the list round.

Believed: the list that the loop fills is in the order of the axes.
Ask: which axis did your loop visit first, and where did its stride end up?
Caught by: test_contiguous_strides_of_10_by_5_are_5_and_1
"""


def contiguous_strides(shape):
    strides, numbers = [], 1
    for size in reversed(shape):
        strides.append(numbers)
        numbers *= size
    return tuple(strides)
