"""Hands no gradient back to windows that hold nothing but zeros.

Believed: a window without ink has no part in any gradient.
Ask: the kernels' gradient gets nothing from this window. But what do its pixels get?
Caught by: test_images_without_ink_have_a_gradient_too
"""

_right = conv_backward


def conv_backward(images, kernels_theta, grad_out):
    inked = im2col(images, kernels_theta.shape[1:]).any(dim=2).view(grad_out.shape[:3])
    _, grad_kernels_theta = _right(images, kernels_theta, grad_out)
    return images_gradient(kernels_theta, grad_out * inked[..., None]), grad_kernels_theta
