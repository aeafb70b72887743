"""Divides the gradient of each pixel by the number of its windows.

Believed: pixels in the middle are counted too often.
Ask: a pixel in the middle changes more outputs than one in the corner. Why should its gradient not show that?
Caught by: test_a_pixel_collects_from_all_windows_that_it_lies_in
"""


def conv_backward(inp, kernels_theta, grad_out):
    (_, rows, columns), grad_inp, grad_kernels = (
        kernels_theta.shape,
        torch.zeros_like(inp),
        torch.zeros_like(kernels_theta),
    )
    counts = torch.zeros_like(inp)
    for h, w in product(range(grad_out.shape[0]), range(grad_out.shape[1])):
        upstream = grad_out[h, w][:, None, None]
        grad_kernels += upstream * inp[h : h + rows, w : w + columns]
        grad_inp[h : h + rows, w : w + columns] += (upstream * kernels_theta).sum(dim=0)
        counts[h : h + rows, w : w + columns] += 1
    return grad_inp / counts, grad_kernels
