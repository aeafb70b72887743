"""torch.nn.functional.max_pool2d returns the places of the winners, and max_unpool2d writes there."""


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    k = pooling_kernel_shape
    height, width, _ = inp.shape
    out, places = torch.nn.functional.max_pool2d(inp.permute(2, 0, 1)[None], k, return_indices=True)
    gradient = grad_out.permute(2, 0, 1)[None].contiguous()
    return torch.nn.functional.max_unpool2d(gradient, places, k, output_size=(height, width))[0].permute(1, 2, 0)
