"""Copies the gradient of a pooling window to each of its largest numbers.

Believed: whoever is as large as the maximum has made it.
Ask: what do the gradients of a window add up to when all its four numbers are the same?
Caught by: test_the_gradients_are_right_for_grey_images
"""


def max_pool_backward(maps, k, grad_out):
    tops = max_pool_forward(maps, k).repeat_interleave(k, 1).repeat_interleave(k, 2)
    return (maps == tops) * grad_out.repeat_interleave(k, 1).repeat_interleave(k, 2)
