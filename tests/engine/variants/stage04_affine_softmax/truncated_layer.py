"""Initialises the layer with weights truncated and rescaled, and with a zero taken as often as there are classes."""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def __init__(self, affine_weight_shape):
        *inputs, classes = affine_weight_shape
        fan_in = 1
        for size in inputs:
            fan_in *= size
        sd = fan_in**-0.5 / 0.87962566103423978
        self.w = torch.nn.init.trunc_normal_(torch.empty(fan_in, classes), 0.0, sd, -2 * sd, 2 * sd)
        self.b = torch.tensor([0.0] * classes)
