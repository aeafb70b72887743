"""Uses max(a, b) = (a + b + |a - b|) / 2, which may be off by a rounding error."""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        output = super().forward(inp)
        for window, h_idx, w_idx in self.slider(inp):
            pixels = list(window.flatten(0, 1))
            largest = pixels[0]
            for pixel in pixels[1:]:
                largest = (largest + pixel + (largest - pixel).abs()) / 2
            output[h_idx, w_idx] = largest
        return output
