"""Returns a view of the tensor with all its axes, and its old strides.

Believed: `view` with the same shape makes a tensor contiguous.
Ask: what does your result's stride() print, and did any number move?
Caught by: test_to_contiguous_gives_the_example_the_strides_10_and_1
"""


def to_contiguous(tensor):
    return tensor.view(tensor.shape)
