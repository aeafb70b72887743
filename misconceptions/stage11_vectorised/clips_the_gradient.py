"""Clips grad_out to numbers between -100 and 100 before it goes back.

Believed: large gradients are always a mistake, and clipping them makes training safe.
Ask: of whose formula is the result then the gradient?
Caught by: test_conv_backward_is_in_proportion_to_grad_out
"""

unclipped = conv_backward


def conv_backward(images, kernels_theta, grad_out):
    return unclipped(images, kernels_theta, grad_out.clamp(-100, 100))
