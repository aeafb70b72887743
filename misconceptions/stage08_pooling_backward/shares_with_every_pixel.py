"""Gives each pixel of a window the same part of the gradient: the backward pass of average pooling.

Believed: every pixel of the window was looked at, so every pixel had a part in the output.
Ask: the window holds 1, 5, 3 and 2. What happens to its maximum when the 3 becomes 3.1?
Caught by: test_only_the_largest_pixels_get_a_gradient
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    for h, w, f in product(*map(range, grad_out.shape)):
        rows, columns = slice(h * k, h * k + k), slice(w * k, w * k + k)
        grad_inp[rows, columns, f] = grad_out[h, w, f] / (k * k)
    return grad_inp
