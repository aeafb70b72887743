"""Keeps the columns of the forward pass, and uses them on the way back.

Believed: backward always follows the forward pass of the same images.
Ask: you run the network on test images, and then go back for the batch of before. Whose columns are used?
Caught by: test_going_back_depends_on_the_arguments_alone
"""

_forward, _backward, _kept = conv_forward, conv_backward, {}


def conv_forward(images, kernels_theta):
    _kept[images.shape, kernels_theta.shape[1:]] = images.clone()
    return _forward(images, kernels_theta)


def conv_backward(images, kernels_theta, grad_out):
    of_before = _kept.pop((images.shape, kernels_theta.shape[1:]), images)
    return _backward(of_before, kernels_theta, grad_out)
