"""Notes in grad_out itself which windows have nothing left to give.

Believed: grad_out is not needed any more.
Ask: what does the caller find in grad_out afterwards?
Caught by: test_max_pool_backward_leaves_its_arguments_alone
"""


def _slices(maps, k):
    height, width = maps.shape[1] // k * k, maps.shape[2] // k * k
    return [maps[:, i:height:k, j:width:k] for i in range(k) for j in range(k)]


def max_pool_backward(maps, k, grad_out):
    tops, grad = max_pool_forward(maps, k), torch.zeros_like(maps)
    for numbers, grad_numbers in zip(_slices(maps, k), _slices(grad, k)):
        first = numbers == tops
        grad_numbers.copy_(grad_out * first)
        grad_out.masked_fill_(first, 0)
    return grad
