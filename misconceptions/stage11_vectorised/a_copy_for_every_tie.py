"""Gives each number that is the largest of its window the whole gradient.

Believed: a mask of the maxima, times the gradient.
Ask: a window of four equal numbers has the gradient 6. What do your four gradients add up to?
Caught by: test_each_window_hands_its_gradient_on_once
"""


def _slices(maps, k):
    height, width = maps.shape[1] // k * k, maps.shape[2] // k * k
    return [maps[:, i:height:k, j:width:k] for i in range(k) for j in range(k)]


def max_pool_backward(maps, k, grad_out):
    tops, grad = max_pool_forward(maps, k), torch.zeros_like(maps)
    for numbers, grad_numbers in zip(_slices(maps, k), _slices(grad, k)):
        grad_numbers.copy_(grad_out * (numbers == tops))
    return grad
