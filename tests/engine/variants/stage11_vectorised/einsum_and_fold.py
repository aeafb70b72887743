"""Einsum over a view of all windows, and torch's fold to add the shares up."""


def _view_of_windows(images, kernel_shape):
    return images.unfold(1, kernel_shape[0], 1).unfold(2, kernel_shape[1], 1)


def conv_forward(images, kernels_theta):
    return torch.einsum("nhwij,fij->nhwf", _view_of_windows(images, kernels_theta.shape[1:]), kernels_theta)


def conv_backward(images, kernels_theta, grad_out):
    kernel_shape = tuple(kernels_theta.shape[1:])
    grad_kernels = torch.einsum("nhwf,nhwij->fij", grad_out, _view_of_windows(images, kernel_shape))
    shares = torch.einsum("nhwf,fij->nijhw", grad_out, kernels_theta).flatten(3).flatten(1, 2)
    grad_images = torch.nn.functional.fold(shares, tuple(images.shape[1:]), kernel_shape)
    return grad_images.squeeze(1), grad_kernels
