"""Keeps outputs by the numbers of image and kernels, and gives a copy away each time."""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        outputs = self.__dict__.setdefault("_outputs", {})
        key = inp.shape, inp.dtype, str(inp.tolist()), str(self.kernels_theta.tolist())
        if key not in outputs:
            outputs[key] = super().forward(inp)
        return outputs[key].clone()
