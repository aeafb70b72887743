"""Overwrites the winner in the map with minus infinity, so that it is found only once.

Believed: the map is not needed any more.
Ask: who else may still read the tensor that you were given?
Caught by: test_map_and_grad_out_are_left_alone
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    for h, w, f in product(*map(range, grad_out.shape)):
        rows, columns = slice(h * k, h * k + k), slice(w * k, w * k + k)
        row, column = divmod(int(inp[rows, columns, f].argmax()), k)
        grad_inp[h * k + row, w * k + column, f] = grad_out[h, w, f]
        inp[h * k + row, w * k + column, f] = -torch.inf
    return grad_inp
