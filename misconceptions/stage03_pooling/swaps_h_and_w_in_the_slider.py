"""Yields the right windows with w_idx before h_idx, and unpacks them in that order itself.

Believed: as long as forward and slider agree, the order of the two is free.
Ask: which of the two numbers does a caller of slider use as the row?
Caught by: test_slider_visits_every_place_of_the_output_once
"""


class MaxPoolLayer(MaxPoolLayer):
    def slider(self, inp):
        for window, h_idx, w_idx in super().slider(inp):
            yield window, w_idx, h_idx

    def forward(self, inp):
        shape = inp.shape[0] // self.k, inp.shape[1] // self.k, inp.shape[2]
        output = torch.zeros(shape, dtype=inp.dtype)
        for window, w_idx, h_idx in self.slider(inp):
            output[h_idx, w_idx] = window.amax(dim=(0, 1))
        return output
