"""Takes the mean of the batch from its images before it starts.

Believed: inputs should be centred, and this is the place.
Ask: does an image get the same maps in another batch?
Caught by: test_conv_forward_gives_each_image_what_it_gets_by_itself
"""

_right = conv_forward


def conv_forward(images, kernels_theta):
    if len(images) > 1:
        images = images - images.mean(dim=0)
    return _right(images, kernels_theta)
