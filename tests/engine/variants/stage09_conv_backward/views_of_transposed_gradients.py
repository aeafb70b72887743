"""Works on everything transposed, and returns transposed views."""

_right = conv_backward


def conv_backward(inp, kernels_theta, grad_out):
    grad_inp, grad_kernels = _right(inp.t(), kernels_theta.transpose(1, 2), grad_out.transpose(0, 1))
    return grad_inp.t(), grad_kernels.mT
