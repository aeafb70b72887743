"""The batch stays the first axis in memory: unfold, one reshape and a batched product; no helper functions."""

del kernels_gradient, images_gradient


def im2col(images, kernel_shape):
    return images.unfold(1, kernel_shape[0], 1).unfold(2, kernel_shape[1], 1).flatten(3).flatten(1, 2)


def conv_forward(images, kernels_theta):
    f, kh, kw = kernels_theta.shape
    sums = im2col(images, (kh, kw)) @ kernels_theta.flatten(1).t()
    return sums.view(len(images), images.shape[1] - kh + 1, -1, f)


def conv_backward(images, kernels_theta, grad_out):
    n, oh, ow, f = grad_out.shape
    _, kh, kw = kernels_theta.shape
    columns, upstream = im2col(images, (kh, kw)).reshape(-1, kh * kw), grad_out.reshape(-1, f)
    shares = (upstream @ kernels_theta.flatten(1)).view(n, oh, ow, kh, kw)
    grad_images = torch.zeros_like(images)
    for i in range(kh):
        for j in range(kw):
            grad_images[:, i : i + oh, j : j + ow] += shares[..., i, j]
    return [grad_images, (upstream.t() @ columns).view(f, kh, kw)]
