"""Collects the gradient in torch.zeros, which is float32, and turns it into the dtype of the map at the end.

Believed: the dtype of the result is all that counts.
Ask: how many digits of 1/3 are left after a visit to float32?
Caught by: test_float64_keeps_its_digits
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros(inp.shape)
    for h, w, f in product(*map(range, grad_out.shape)):
        rows, columns = slice(h * k, h * k + k), slice(w * k, w * k + k)
        row, column = divmod(int(inp[rows, columns, f].argmax()), k)
        grad_inp[h * k + row, w * k + column, f] = grad_out[h, w, f]
    return grad_inp.to(inp.dtype)
