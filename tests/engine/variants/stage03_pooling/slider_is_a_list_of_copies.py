"""Returns a list of lists, last window first, each window a contiguous copy."""


class MaxPoolLayer(MaxPoolLayer):
    def slider(self, inp):
        return [[window.clone().contiguous(), h_idx, w_idx] for window, h_idx, w_idx in super().slider(inp)][::-1]
