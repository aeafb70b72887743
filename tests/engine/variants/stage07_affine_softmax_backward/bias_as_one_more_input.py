"""Appends ones to the input, and takes the bias gradient from the last row."""


def affine_backward(inp, w, grad_out):
    with_ones = torch.cat([inp, torch.ones(len(inp), 1, dtype=inp.dtype)], dim=1)
    both = torch.linalg.multi_dot([with_ones.t().contiguous(), grad_out])
    return torch.nn.functional.linear(grad_out, w), both[:-1], both[-1]
