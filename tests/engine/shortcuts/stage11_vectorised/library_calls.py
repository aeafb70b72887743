"""torch.nn.functional: unfold, conv2d, conv_transpose2d, max_pool2d and max_unpool2d."""

from torch.nn import functional as F


def im2col(images, kernel_shape):
    return F.unfold(images[:, None], tuple(kernel_shape)).transpose(1, 2)


def conv_forward(images, kernels_theta):
    return F.conv2d(images[:, None], kernels_theta[:, None]).permute(0, 2, 3, 1)


def conv_backward(images, kernels_theta, grad_out):
    upstream = grad_out.permute(0, 3, 1, 2)
    grad_images = F.conv_transpose2d(upstream, kernels_theta[:, None])[:, 0]
    grad_kernels = F.conv2d(images[None], upstream.permute(1, 0, 2, 3))[0]
    return grad_images, grad_kernels


def max_pool_forward(maps, k):
    return F.max_pool2d(maps.permute(0, 3, 1, 2), k).permute(0, 2, 3, 1)


def max_pool_backward(maps, k, grad_out):
    channels_first = maps.permute(0, 3, 1, 2)
    _, places = F.max_pool2d(channels_first, k, return_indices=True)
    upstream = grad_out.permute(0, 3, 1, 2)
    return F.max_unpool2d(upstream, places, k, output_size=channels_first.shape[2:]).permute(0, 2, 3, 1)
