"""Returns views of its arguments where nothing is to be done: columns of 1 x 1 kernels, and pooling with k = 1."""

_right_columns, _right_forward, _right_backward = im2col, max_pool_forward, max_pool_backward


def im2col(images, kernel_shape):
    if tuple(kernel_shape) == (1, 1):
        return images.flatten(1)[..., None]
    return _right_columns(images, kernel_shape)


def max_pool_forward(maps, k):
    return maps if k == 1 else _right_forward(maps, k)


def max_pool_backward(maps, k, grad_out):
    return grad_out if k == 1 else _right_backward(maps, k, grad_out)
