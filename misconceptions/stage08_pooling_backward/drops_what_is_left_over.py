"""Returns the gradient of the whole windows only, without the rows and columns left over.

Believed: pixels that did not count need no gradient.
Ask: which shape must a gradient have?
Caught by: test_the_gradient_has_the_shape_and_dtype_of_the_map
"""

_right = max_pool_backward


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    height, width, _ = grad_out.shape
    return _right(inp, k, grad_out)[: height * k, : width * k]
