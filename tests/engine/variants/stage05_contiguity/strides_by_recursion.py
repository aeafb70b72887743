"""Works the strides out from the rest of the shape, and compares neighbouring axes to decide contiguity."""


def contiguous_strides(shape):
    if not len(shape):
        return ()
    rest = contiguous_strides(shape[1:])
    return (rest[0] * shape[1] if rest else 1, *rest)


def is_contiguous(shape, strides):
    if 0 in tuple(shape):
        return True
    axes = [(size, stride) for size, stride in zip(shape, strides) if size != 1]
    return all(left[1] == right[0] * right[1] for left, right in zip(axes, [*axes[1:], (1, 1)]))
