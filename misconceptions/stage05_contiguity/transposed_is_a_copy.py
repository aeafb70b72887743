"""Makes the transpose contiguous, and with it a copy.

Believed: a tensor should be made contiguous whenever it is not.
Ask: if you write into the transpose, should the tensor change?
Caught by: test_transposed_swaps_the_strides_of_the_example
"""


def transposed(tensor):
    return tensor.t().contiguous()
