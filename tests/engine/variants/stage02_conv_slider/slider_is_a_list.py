"""Returns a list of windows, last position first, instead of a generator."""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        return list(super().slider(inp))[::-1]
