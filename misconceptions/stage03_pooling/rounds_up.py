"""Rounds the sizes up, and pools what is left over in windows that are not whole.

Believed: no pixel may be lost.
Ask: how many windows of 2 x 2 fit whole into 5 rows?
Caught by: test_slider_visits_every_place_of_the_output_once
"""


class MaxPoolLayer(MaxPoolLayer):
    def slider(self, inp):
        for h_idx in range(-(-inp.shape[0] // self.k)):
            for w_idx in range(-(-inp.shape[1] // self.k)):
                top, left = h_idx * self.k, w_idx * self.k
                yield inp[top : top + self.k, left : left + self.k], h_idx, w_idx

    def forward(self, inp):
        shape = -(-inp.shape[0] // self.k), -(-inp.shape[1] // self.k), inp.shape[2]
        output = torch.zeros(shape, dtype=inp.dtype)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = window.amax(dim=(0, 1))
        return output
