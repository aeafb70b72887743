"""Reshapes the product (F, OH*OW*N) to (N, OH, OW, F).

Believed: reshape puts the axes in the order that I name.
Ask: the product's first row is what one kernel makes everywhere. Where in your result are these numbers?
Caught by: test_conv_forward_of_the_example_in_the_lesson
"""


def conv_forward(images, kernels_theta):
    f, kh, kw = kernels_theta.shape
    n, h, w = images.shape
    maps = kernels_theta.reshape(f, -1) @ im2col(images, (kh, kw)).permute(2, 1, 0).flatten(1)
    return maps.reshape(n, h - kh + 1, w - kw + 1, f)
