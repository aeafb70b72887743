"""Loops over images and windows, as in the stages before: slow and right."""


def im2col(images, kernel_shape):
    (n, h, w), (kh, kw) = images.shape, kernel_shape
    rows = []
    for image in images:
        rows.append([image[i : i + kh, j : j + kw].reshape(-1) for i in range(h - kh + 1) for j in range(w - kw + 1)])
    return torch.stack([torch.stack(each) for each in rows])


def conv_forward(images, kernels_theta):
    (n, h, w), (f, kh, kw) = images.shape, kernels_theta.shape
    out = torch.empty(n, h - kh + 1, w - kw + 1, f, dtype=images.dtype)
    for m in range(n):
        for i in range(h - kh + 1):
            for j in range(w - kw + 1):
                out[m, i, j] = (images[m, i : i + kh, j : j + kw] * kernels_theta).sum(dim=(1, 2))
    return out


def conv_backward(images, kernels_theta, grad_out):
    n, oh, ow, f = grad_out.shape
    _, kh, kw = kernels_theta.shape
    grad_images, grad_kernels = torch.zeros_like(images), torch.zeros_like(kernels_theta)
    for m in range(n):
        for i in range(oh):
            for j in range(ow):
                upstream = grad_out[m, i, j][:, None, None]
                grad_kernels += upstream * images[m, i : i + kh, j : j + kw]
                grad_images[m, i : i + kh, j : j + kw] += (upstream * kernels_theta).sum(dim=0)
    return grad_images, grad_kernels


def max_pool_forward(maps, k):
    n, h, w, f = maps.shape
    out = torch.empty(n, h // k, w // k, f, dtype=maps.dtype)
    for i in range(h // k):
        for j in range(w // k):
            out[:, i, j] = maps[:, i * k : i * k + k, j * k : j * k + k].amax(dim=(1, 2))
    return out


def max_pool_backward(maps, k, grad_out):
    grad = torch.zeros_like(maps)
    for n in range(len(maps)):
        for i in range(grad_out.shape[1]):
            for j in range(grad_out.shape[2]):
                part = slice(i * k, i * k + k), slice(j * k, j * k + k)
                best = maps[n][part].reshape(k * k, -1).argmax(dim=0)
                shares = torch.zeros(k * k, maps.shape[3], dtype=maps.dtype)
                shares[best, torch.arange(maps.shape[3])] = grad_out[n, i, j]
                grad[n][part] = shares.view(k, k, -1)
    return grad
