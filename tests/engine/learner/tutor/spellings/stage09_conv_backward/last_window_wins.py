"""An assignment where an addition should be, weight by weight."""

import torch


def conv_backward(inp, kernels_theta, grad_out):
    d_image = torch.zeros(inp.shape, dtype=inp.dtype)
    d_kernels = torch.zeros(kernels_theta.shape, dtype=inp.dtype)
    for row in range(grad_out.shape[0]):
        for column in range(grad_out.shape[1]):
            for i in range(kernels_theta.shape[1]):
                for j in range(kernels_theta.shape[2]):
                    d_image[row + i, column + j] = grad_out[row, column] @ kernels_theta[:, i, j]
                    d_kernels[:, i, j] += grad_out[row, column] * inp[row + i, column + j]
    return d_image, d_kernels
