"""Gives the gradient to every pixel of the map that is as large as a maximum, wherever it is.

Believed: a pixel that equals an output is a winner.
Ask: a pixel equals the maximum of the window next to it. Did it win in its own?
Caught by: test_only_the_largest_pixels_get_a_gradient
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    height, width, channels = grad_out.shape
    spread = torch.zeros_like(inp)
    spread[: height * k, : width * k] = grad_out.repeat_interleave(k, 0).repeat_interleave(k, 1)
    for f in range(channels):
        whole = inp[: height * k, : width * k, f]
        maxima = whole.unfold(0, k, k).unfold(1, k, k).amax(dim=(2, 3))
        grad_inp[: height * k, : width * k, f] = torch.isin(whole, maxima) * spread[: height * k, : width * k, f]
    return grad_inp
