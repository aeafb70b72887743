"""Returns every tensor of one axis as it is.

Believed: with one axis only, nothing can be out of order.
Ask: what are the strides of x[::2], and which numbers does it leave out?
Caught by: test_to_contiguous_is_contiguous
"""


def to_contiguous(tensor):
    if tensor.dim() == 1:
        return tensor
    return torch.empty(tensor.shape, dtype=tensor.dtype).copy_(tensor)
