"""Calls a tensor contiguous when its strides fall from left to right and end in 1.

Believed: only a transpose makes a tensor non-contiguous, and it shows in the order of the strides.
Ask: x[::2] has the strides (10, 1). Is there a gap between its rows?
Caught by: test_is_contiguous_does_not_go_by_the_last_stride
"""


def is_contiguous(shape, strides):
    if not shape or 0 in shape:
        return True
    steps = [stride for size, stride in zip(shape, strides, strict=True) if size > 1]
    return not steps or (steps == sorted(steps, reverse=True) and steps[-1] == 1)
