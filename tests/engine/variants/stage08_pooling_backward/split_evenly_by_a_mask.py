"""Masks all windows at once, and splits the gradient evenly among the maxima of each."""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    height, width, channels = grad_out.shape
    whole = inp[: height * k, : width * k].reshape(height, k, width, k, channels)
    mask = (whole == whole.amax(dim=(1, 3), keepdim=True)).to(inp.dtype)
    shares = mask / mask.sum(dim=(1, 3), keepdim=True) * grad_out[:, None, :, None]
    grad_inp = torch.zeros_like(inp)
    grad_inp[: height * k, : width * k] = shares.reshape(height * k, width * k, channels)
    return grad_inp
