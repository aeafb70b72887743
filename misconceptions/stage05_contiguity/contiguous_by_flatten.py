"""Flattens the tensor and gives it its shape back: an axis in steps, and an expanded one, come through as views.

Believed: `flatten` always reads the numbers into a new row.
Ask: what is x[:, 0].flatten().stride(), and what is x[:1, :1].expand(3, 4).flatten().stride()?
Caught by: test_to_contiguous_is_contiguous
"""


def to_contiguous(tensor):
    return tensor.flatten().view(tensor.shape)
