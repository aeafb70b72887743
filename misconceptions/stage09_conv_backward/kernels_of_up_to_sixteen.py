"""Goes through the first 16 rows and columns of a kernel, as a buffer of that size is quick to have.

Believed: nobody uses kernels larger than 16 x 16.
Ask: what does the contract say about the size of a kernel?
Caught by: test_there_is_no_largest_kernel_and_no_largest_number_of_kernels
"""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    grad_inp, grad_kernels_theta = _right(inp, kernels_theta, grad_out)
    grad_kernels_theta[:, 16:], grad_kernels_theta[:, :, 16:] = 0, 0
    return grad_inp, grad_kernels_theta
