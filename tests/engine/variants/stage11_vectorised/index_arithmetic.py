"""Tables of pixel numbers: gather them forward, index_add them back; scatter for the pooling."""


def _pixel_numbers(height, width, kernel_shape):
    rows, columns = torch.arange(height - kernel_shape[0] + 1), torch.arange(width - kernel_shape[1] + 1)
    i, j = torch.arange(kernel_shape[0]), torch.arange(kernel_shape[1])
    down = rows[:, None, None, None] + i[:, None]
    return (down * width + columns[:, None, None] + j).reshape(len(rows) * len(columns), -1)


def im2col(images, kernel_shape):
    return images.reshape(len(images), -1)[:, _pixel_numbers(*images.shape[1:], kernel_shape)]


def conv_backward(images, kernels_theta, grad_out):
    n, f = len(images), len(kernels_theta)
    numbers = _pixel_numbers(*images.shape[1:], kernels_theta.shape[1:])
    upstream = grad_out.reshape(n, -1, f)
    shares = (upstream @ kernels_theta.reshape(f, -1)).reshape(n, -1)
    grad_images = torch.zeros(n, images[0].numel(), dtype=images.dtype).index_add(1, numbers.reshape(-1), shares)
    grad_kernels = (upstream.transpose(1, 2) @ im2col(images, kernels_theta.shape[1:])).sum(dim=0)
    return grad_images.view(images.shape), grad_kernels.view(kernels_theta.shape)


def max_pool_backward(maps, k, grad_out):
    n, oh, ow, f = grad_out.shape
    width = maps.shape[2]
    best = maps.unfold(1, k, k).unfold(2, k, k).flatten(4).argmax(dim=4)
    rows = torch.arange(oh)[:, None, None] * k + best // k
    columns = torch.arange(ow)[:, None] * k + best % k
    grad = torch.zeros(n, maps.shape[1] * width, f, dtype=maps.dtype)
    grad.scatter_(1, (rows * width + columns).flatten(1, 2), grad_out.reshape(n, -1, f))
    return grad.view(maps.shape)
