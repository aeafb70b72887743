"""Loops over the places of the kernel, without any columns; a tie goes to the last or is split unevenly."""


def conv_forward(images, kernels_theta):
    _, kh, kw = kernels_theta.shape
    oh, ow = images.shape[1] - kh + 1, images.shape[2] - kw + 1
    return sum(images[:, i : i + oh, j : j + ow, None] * kernels_theta[:, i, j] for i in range(kh) for j in range(kw))


def conv_backward(images, kernels_theta, grad_out):
    _, kh, kw = kernels_theta.shape
    oh, ow = grad_out.shape[1:3]
    padded = torch.nn.functional.pad(grad_out, (0, 0, kw - 1, kw - 1, kh - 1, kh - 1))
    grad_images = conv_full(padded, kernels_theta, images.shape)
    grad_kernels = torch.empty_like(kernels_theta)
    for i in range(kh):
        for j in range(kw):
            grad_kernels[:, i, j] = (images[:, i : i + oh, j : j + ow, None] * grad_out).sum(dim=(0, 1, 2))
    return grad_images, grad_kernels


def conv_full(padded, kernels_theta, shape):
    _, h, w = shape
    flipped = kernels_theta.flip(1, 2)
    return sum(
        padded[:, i : i + h, j : j + w] @ flipped[:, i, j]
        for i in range(flipped.shape[1])
        for j in range(flipped.shape[2])
    )


def max_pool_backward(maps, k, grad_out):
    n, oh, ow, f = grad_out.shape
    windows = maps.unfold(1, k, k).unfold(2, k, k).flatten(4)
    weights = (windows == windows.amax(dim=4, keepdim=True)) * torch.arange(1, k * k + 1, dtype=maps.dtype) ** 2
    shares = grad_out[..., None] * (weights / weights.sum(dim=4, keepdim=True))
    whole = shares.unflatten(4, (k, k)).permute(0, 1, 4, 2, 5, 3).reshape(n, oh * k, ow * k, f)
    grad = torch.zeros(maps.shape, dtype=maps.dtype)
    grad[:, : oh * k, : ow * k] = whole
    return grad
