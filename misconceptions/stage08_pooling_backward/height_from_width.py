"""Takes the number of windows below each other from the width of the map.

Believed: maps are square.
Ask: how many windows of 2 x 2 are there in a map of 4 x 6, and how many of them are below each other?
Caught by: test_without_ties_the_gradient_is_exact
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    size = min(inp.shape[1] // k, grad_out.shape[0]), grad_out.shape[1]
    for h, w, f in product(*map(range, size), range(inp.shape[2])):
        row, column = divmod(int(inp[h * k : h * k + k, w * k : w * k + k, f].argmax()), k)
        grad_inp[h * k + row, w * k + column, f] = grad_out[h, w, f]
    return grad_inp
