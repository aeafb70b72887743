"""The convolution and both gradients as products of Fourier transforms in double precision."""


def _spectra(images, kernels_theta):
    size = images.shape[1] + kernels_theta.shape[1], images.shape[2] + kernels_theta.shape[2]
    return size, torch.fft.rfft2(images.double(), size), torch.fft.rfft2(kernels_theta.double(), size)


def conv_forward(images, kernels_theta):
    size, image, kernel = _spectra(images, kernels_theta)
    sums = torch.fft.irfft2(image[:, None] * kernel.conj(), size)
    oh, ow = (images.shape[axis] - kernels_theta.shape[axis] + 1 for axis in (1, 2))
    return sums[:, :, :oh, :ow].permute(0, 2, 3, 1).to(images.dtype)


def conv_backward(images, kernels_theta, grad_out):
    size, image, kernel = _spectra(images, kernels_theta)
    upstream = torch.fft.rfft2(grad_out.double().permute(0, 3, 1, 2), size)
    grad_images = torch.fft.irfft2((upstream * kernel).sum(dim=1), size)[:, : images.shape[1], : images.shape[2]]
    grad_kernels = torch.fft.irfft2((upstream.conj() * image[:, None]).sum(dim=0), size)
    _, kh, kw = kernels_theta.shape
    return grad_images.to(images.dtype), grad_kernels[:, :kh, :kw].to(images.dtype)
