"""Splits the gradient by the number of maxima in the whole window, over all channels.

Believed: the mask of a window has as many ones as there are ties.
Ask: a window has 2 channels and no ties: how many ones are in its mask (k, k, 2)?
Caught by: test_each_window_hands_its_gradient_on_once
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    for h, w in product(*map(range, grad_out.shape[:2])):
        window = inp[h * k : h * k + k, w * k : w * k + k]
        mask = (window == window.amax(dim=(0, 1))).to(inp.dtype)
        grad_inp[h * k : h * k + k, w * k : w * k + k] = mask / mask.sum() * grad_out[h, w]
    return grad_inp
