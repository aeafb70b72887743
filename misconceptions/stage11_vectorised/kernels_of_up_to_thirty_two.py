"""Goes through the first 32 rows and columns of a kernel.

Believed: nobody uses kernels larger than 32 x 32.
Ask: what does the contract say about the size of a kernel?
Caught by: test_conv_forward_of_digits_and_of_large_batches
"""

_right = conv_forward


def conv_forward(images, kernels_theta):
    kernels_theta = kernels_theta.clone()
    kernels_theta[:, 32:], kernels_theta[:, :, 32:] = 0, 0
    return _right(images, kernels_theta)
