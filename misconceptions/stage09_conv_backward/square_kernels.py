"""Takes the width of a kernel from its height.

Believed: kernels are square.
Ask: what does a kernel of 1 x 5 look at?
Caught by: test_both_gradients_match_autograd
"""


def conv_backward(inp, kernels_theta, grad_out):
    k = kernels_theta.shape[1]
    grad_inp, grad_kernels = torch.zeros_like(inp), torch.zeros_like(kernels_theta)
    width = min(k, kernels_theta.shape[2])
    for h, w in product(*map(range, grad_out.shape[:2])):
        upstream = grad_out[h, w][:, None, None]
        grad_kernels[:, :, :width] += upstream * inp[h : h + k, w : w + width]
        grad_inp[h : h + k, w : w + width] += (upstream * kernels_theta[:, :, :width]).sum(dim=0)
    return grad_inp, grad_kernels
