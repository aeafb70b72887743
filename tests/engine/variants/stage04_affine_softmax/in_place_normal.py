"""Fills an empty tensor in place, and builds the layer from it with Parameters."""


def lecun_normal(shape, fan_in, generator=None):
    drawn = torch.empty(shape)
    drawn.normal_(0, (1.0 / fan_in) ** 0.5, generator=generator)
    return drawn


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        h, w, f, c = affine_weight_shape
        self.w = torch.nn.Parameter(lecun_normal((h * w * f, c), h * w * f))
        self.b = torch.nn.Parameter(torch.zeros(c))
