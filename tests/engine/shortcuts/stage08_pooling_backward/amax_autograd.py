"""amax forward and autograd back, on a leaf tensor: the result is its .grad."""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    leaf = inp.clone().requires_grad_(True)
    leaf.unfold(0, k, k).unfold(1, k, k).amax((3, 4)).backward(grad_out)
    return leaf.grad
