"""All windows as one view, einsum for the kernels, and fold to add the windows up."""


def conv_backward(inp, kernels_theta, grad_out):
    _, rows, columns = kernels_theta.shape
    windows = inp.unfold(0, rows, 1).unfold(1, columns, 1)  # (OH, OW, KH, KW)
    grad_kernels = torch.einsum("hwf,hwij->fij", grad_out, windows)
    parts = torch.einsum("hwf,fij->ijhw", grad_out, kernels_theta).reshape(1, rows * columns, -1)
    grad_inp = torch.nn.functional.fold(parts, tuple(inp.shape), (rows, columns))
    return grad_inp[0, 0], grad_kernels
