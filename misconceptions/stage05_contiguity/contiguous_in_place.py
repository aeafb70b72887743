"""Moves the numbers within the tensor's own storage, where all its other views read them.

Believed: the tensor itself is to be made contiguous.
Ask: after your function, what does the tensor that was transposed hold?
Caught by: test_to_contiguous_leaves_its_argument_alone
"""


def to_contiguous(tensor):
    if tensor.is_contiguous() or 0 in tensor.stride():
        return torch.empty(tensor.shape, dtype=tensor.dtype).copy_(tensor)
    values = torch.empty(tensor.shape, dtype=tensor.dtype).copy_(tensor)
    return tensor.as_strided(tensor.shape, contiguous_strides(tensor.shape), 0).copy_(values)
