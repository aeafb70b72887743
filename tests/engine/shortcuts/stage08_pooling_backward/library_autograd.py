"""torch.nn.functional.max_pool2d forward, and autograd back."""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    maps = inp.detach().clone().permute(2, 0, 1)[None].requires_grad_()
    with torch.enable_grad():
        out = torch.nn.functional.max_pool2d(maps, k)[0].permute(1, 2, 0)
    (grad_inp,) = torch.autograd.grad(out, maps, grad_out)
    return grad_inp[0].permute(1, 2, 0)
