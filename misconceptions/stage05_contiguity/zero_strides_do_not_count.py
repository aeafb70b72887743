"""Lets a stride of 0 pass, as if the axis had size 1.

Believed: an axis with stride 0 is not stepped along either.
Ask: is torch.zeros(1, 3).expand(4, 3).is_contiguous(), and how many numbers does it store?
Caught by: test_is_contiguous_matches_torch_on_all_small_matrices
"""


def is_contiguous(shape, strides):
    if 0 in shape:
        return True
    steps = [(size, stride) for size, stride in zip(shape, strides, strict=True) if size > 1 and stride > 0]
    needed = contiguous_strides([size for size, _ in steps])
    return all(stride == need for (_, stride), need in zip(steps, needed, strict=True))
