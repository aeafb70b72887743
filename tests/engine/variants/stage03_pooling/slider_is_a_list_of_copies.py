"""Returns a list of lists, last window first; each window is a copy."""


class MaxPoolLayer(MaxPoolLayer):
    def slider(self, inp):
        found = [[window.clone(), h_idx, w_idx] for window, h_idx, w_idx in super().slider(inp)]
        return found[::-1]
