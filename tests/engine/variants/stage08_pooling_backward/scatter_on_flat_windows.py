"""Flattens all windows, scatters the gradients to the argmax, and folds the windows back."""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    height, width, channels = grad_out.shape
    windows = inp.unfold(0, k, k).unfold(1, k, k).flatten(3)  # (OH, OW, F, k * k)
    shares = torch.zeros(windows.shape, dtype=inp.dtype)
    shares.scatter_(3, windows.argmax(3, keepdim=True), grad_out[..., None])
    whole = shares.unflatten(3, (k, k)).permute(0, 3, 1, 4, 2).reshape(height * k, width * k, channels)
    rest_below, rest_right = inp.shape[0] - height * k, inp.shape[1] - width * k
    return torch.nn.functional.pad(whole, (0, 0, 0, rest_right, 0, rest_below))
