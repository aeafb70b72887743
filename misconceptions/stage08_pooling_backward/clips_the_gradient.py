"""Clips grad_out to numbers between -100 and 100 before it goes back.

Believed: large gradients are always a mistake, and clipping them makes training safe.
Ask: of whose formula is the result then the gradient?
Caught by: test_the_gradient_is_in_proportion_to_grad_out
"""

unclipped = max_pool_backward


def max_pool_backward(inp, pooling_kernel_shape, grad_out):
    return unclipped(inp, pooling_kernel_shape, grad_out.clamp(-100, 100))
