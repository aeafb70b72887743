"""Stretches maxima and gradients over the whole map, so that pixels left over can win too.

Believed: every pixel belongs to some window.
Ask: to which window do the nines of the lesson belong?
Caught by: test_rows_and_columns_left_over_get_zero
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    height, width, _ = inp.shape
    rows = (torch.arange(height) // k).clamp(max=grad_out.shape[0] - 1)
    columns = (torch.arange(width) // k).clamp(max=grad_out.shape[1] - 1)
    grad_inp = torch.zeros_like(inp)
    for h, w, f in product(*map(range, grad_out.shape)):
        here = (rows == h)[:, None] & (columns == w)
        places = here.nonzero()
        i, j = places[inp[:, :, f][here].argmax()].tolist()
        grad_inp[i, j, f] = grad_out[h, w, f]
    return grad_inp
