"""Forward with torch, and autograd for everything that goes back."""


def conv_backward(images, kernels_theta, grad_out):
    leaves = images.detach().clone().requires_grad_(), kernels_theta.detach().clone().requires_grad_()
    with torch.enable_grad():
        out = torch.nn.functional.conv2d(leaves[0][:, None], leaves[1][:, None]).permute(0, 2, 3, 1)
    return torch.autograd.grad(out, leaves, grad_out)


def max_pool_backward(maps, k, grad_out):
    leaf = maps.detach().clone().requires_grad_()
    with torch.enable_grad():
        out = leaf.unfold(1, k, k).unfold(2, k, k).amax(dim=(-1, -2))
    out.backward(grad_out)
    return leaf.grad
