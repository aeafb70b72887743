"""Gives each pixel that is the largest the whole gradient, however many there are.

Believed: only one pixel of a window can be the largest.
Ask: by how much does the maximum of 7 and 7 grow, when both grow by 1?
Caught by: test_each_window_hands_its_gradient_on_once
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    for h, w, f in product(*map(range, grad_out.shape)):
        rows, columns = slice(h * k, h * k + k), slice(w * k, w * k + k)
        window = inp[rows, columns, f]
        grad_inp[rows, columns, f] = (window == window.max()) * grad_out[h, w, f]
    return grad_inp
