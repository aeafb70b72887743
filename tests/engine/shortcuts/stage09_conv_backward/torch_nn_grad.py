"""torch.nn.grad.conv2d_input and conv2d_weight; the result is a list."""


def conv_backward(inp, kernels_theta, grad_out):
    image, kernels, upstream = inp[None, None], kernels_theta[:, None], grad_out.permute(2, 0, 1)[None]
    grad_inp = torch.nn.grad.conv2d_input(image.shape, kernels, upstream)
    grad_kernels = torch.nn.grad.conv2d_weight(image, kernels.shape, upstream)
    return [grad_inp[0, 0], grad_kernels[:, 0]]
