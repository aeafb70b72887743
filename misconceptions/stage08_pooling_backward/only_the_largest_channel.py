"""Looks for one largest number among all channels of a window; the other channels get nothing.

Believed: argmax of a window (k, k, F) does its work for each channel.
Ask: how many numbers does argmax without a dim return, and how many do F channels need?
Caught by: test_each_channel_has_a_winner_of_its_own
"""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    grad_inp = torch.zeros_like(inp)
    for h, w in product(*map(range, grad_out.shape[:2])):
        window = inp[h * k : h * k + k, w * k : w * k + k]
        at = int(window.argmax())
        channel, (row, column) = at % window.shape[2], divmod(at // window.shape[2], k)
        grad_inp[h * k + row, w * k + column, channel] = grad_out[h, w, channel]
    return grad_inp
