"""Multiplies the gradient by the value of the largest pixel.

Believed: the chain rule multiplies by what went through the layer.
Ask: out = b. What is d out / d b: 1, or b?
Caught by: test_the_size_of_the_winner_does_not_matter
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    return max_pool_gradient(inp, k, grad_out) * inp


def max_pool_gradient(inp, k, grad_out):
    grad_inp = torch.zeros_like(inp)
    for h, w, f in product(*map(range, grad_out.shape)):
        row, column = divmod(int(inp[h * k : h * k + k, w * k : w * k + k, f].argmax()), k)
        grad_inp[h * k + row, w * k + column, f] = grad_out[h, w, f]
    return grad_inp
