"""Takes numbers for equal that are close, and shares the gradient among them.

Believed: floats must never be compared with ==.
Ask: has the largest number been computed, or is it one of those that you compare it with?
Caught by: test_nearly_equal_is_no_tie
"""


def _slices(maps, k):
    height, width = maps.shape[1] // k * k, maps.shape[2] // k * k
    return [maps[:, i:height:k, j:width:k] for i in range(k) for j in range(k)]


def max_pool_backward(maps, k, grad_out):
    tops, grad = max_pool_forward(maps, k), torch.zeros_like(maps)
    masks = [torch.isclose(numbers, tops).to(maps.dtype) for numbers in _slices(maps, k)]
    for mask, grad_numbers in zip(masks, _slices(grad, k)):
        grad_numbers.copy_(grad_out * mask / sum(masks))
    return grad
