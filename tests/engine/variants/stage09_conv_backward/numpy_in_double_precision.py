"""numpy with float64 inside, cast to the dtype of the image at the end."""


def conv_backward(inp, kernels_theta, grad_out):
    import numpy as np

    image, kernels, upstream = (each.numpy().astype(np.float64) for each in (inp, kernels_theta, grad_out))
    windows = np.lib.stride_tricks.sliding_window_view(image, kernels.shape[1:])
    grad_kernels = np.tensordot(upstream, windows, axes=([0, 1], [0, 1]))
    grad_inp = np.zeros_like(image)
    for (h, w), gradient in np.ndenumerate(upstream[:, :, 0]):
        part = np.tensordot(upstream[h, w], kernels, axes=1)
        grad_inp[h : h + part.shape[0], w : w + part.shape[1]] += part
    return torch.from_numpy(grad_inp).to(inp.dtype), torch.from_numpy(grad_kernels).to(inp.dtype)
