"""Returns (OH, OW, F) for a batch of one image.

Believed: an axis of size 1 is noise.
Ask: what does a loop over the images of your result visit, if there is one image?
Caught by: test_conv_forward_returns_maps_with_the_kernels_last
"""

_right = conv_forward


def conv_forward(images, kernels_theta):
    maps = _right(images, kernels_theta)
    return maps[0] if len(maps) == 1 else maps
