"""Returns the kernels' gradients as (N, F, KH, KW), one for each image.

Believed: everything in a batch has a batch axis.
Ask: how many kernels are there that could be changed?
Caught by: test_conv_backward_returns_a_gradient_for_the_images_and_one_for_the_kernels
"""

_right = conv_backward


def conv_backward(images, kernels_theta, grad_out):
    each = [_right(image[None], kernels_theta, grad[None])[1] for image, grad in zip(images, grad_out)]
    return _right(images, kernels_theta, grad_out)[0], torch.stack(each)
