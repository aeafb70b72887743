"""Counts the numbers of a window that tie in eight bits.

Believed: a window is small.
Ask: how many numbers tie in an even window of 17 x 17, and what is the largest int8?
Caught by: test_max_pool_backward_of_digits_and_of_large_batches
"""


def max_pool_backward(maps, k, grad_out):
    grad, tops = torch.zeros_like(maps), max_pool_forward(maps, k)
    hits = [numbers == tops for numbers in _numbers_of_windows(maps, k)]
    ties = sum(hit.to(torch.int8) for hit in hits)
    for hit, grad_numbers in zip(hits, _numbers_of_windows(grad, k), strict=True):
        grad_numbers.copy_(hit * grad_out / ties)
    return grad
