"""Goes through the batch image by image, with a list of two gradients, and puts the results together."""

_forward, _backward, _pool, _unpool = conv_forward, conv_backward, max_pool_forward, max_pool_backward


def conv_forward(images, kernels_theta):
    return torch.cat([_forward(image[None], kernels_theta) for image in images])


def conv_backward(images, kernels_theta, grad_out):
    pairs = [_backward(x[None], kernels_theta, g[None]) for x, g in zip(images, grad_out, strict=True)]
    return [torch.cat([pair[0] for pair in pairs]), torch.stack([pair[1] for pair in pairs]).sum(dim=0)]


def max_pool_forward(maps, k):
    return torch.stack([_pool(each[None], k)[0] for each in maps])


def max_pool_backward(maps, k, grad_out):
    return torch.stack([_unpool(each[None], k, g[None])[0] for each, g in zip(maps, grad_out, strict=True)])
