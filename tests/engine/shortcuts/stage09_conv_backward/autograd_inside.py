"""torch.nn.functional.conv2d forward and autograd back; autograd for the sigmoid too."""


def sigmoid_backward(out, grad_out):
    leaf = torch.zeros_like(out, requires_grad=True)
    with torch.enable_grad():
        value = out + leaf * (out - out**2)
    return torch.autograd.grad(value, leaf, grad_out)[0]


def conv_backward(inp, kernels_theta, grad_out):
    image, kernels = inp.clone().requires_grad_(), kernels_theta.clone().requires_grad_()
    sums = torch.nn.functional.conv2d(image[None, None], kernels[:, None])[0]
    sums.backward(grad_out.permute(2, 0, 1))
    return image.grad, kernels.grad
