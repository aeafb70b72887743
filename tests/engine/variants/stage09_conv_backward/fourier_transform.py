"""Both gradients as products of Fourier transforms in double precision."""


def conv_backward(inp, kernels_theta, grad_out):
    (height, width), (_, rows, columns) = inp.shape, kernels_theta.shape
    size = height + rows, width + columns
    image, kernels = torch.fft.rfft2(inp.double(), size), torch.fft.rfft2(kernels_theta.double(), size)
    upstream = torch.fft.rfft2(grad_out.double().permute(2, 0, 1), size)
    grad_inp = torch.fft.irfft2((upstream * kernels).sum(dim=0), size)[:height, :width]
    grad_kernels = torch.fft.irfft2(upstream.conj() * image, size)[:, :rows, :columns]
    return grad_inp.to(inp.dtype), grad_kernels.to(inp.dtype)
