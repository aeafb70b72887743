"""Writes to the pixels of a window instead of adding, so that only the last window counts.

Believed: each pixel has one gradient, so it is written once.
Ask: in how many windows does the middle pixel of a row of three lie?
Caught by: test_a_pixel_collects_from_all_windows_that_it_lies_in
"""


def conv_backward(inp, kernels_theta, grad_out):
    (_, rows, columns), grad_inp, grad_kernels = (
        kernels_theta.shape,
        torch.zeros_like(inp),
        torch.zeros_like(kernels_theta),
    )
    for h, w in product(range(grad_out.shape[0]), range(grad_out.shape[1])):
        upstream = grad_out[h, w][:, None, None]
        grad_kernels += upstream * inp[h : h + rows, w : w + columns]
        grad_inp[h : h + rows, w : w + columns] = (upstream * kernels_theta).sum(dim=0)
    return grad_inp, grad_kernels
