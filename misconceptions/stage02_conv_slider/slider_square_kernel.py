"""Takes the kernel's width from its height, as the original tutorial did.

Believed: kernels are square, so one number is enough.
Ask: what does your slider yield for a kernel of 1 x 3?
Caught by: test_slider_visits_every_position_once
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        k = self.kernels_theta.shape[1]
        for h_idx in range(inp.shape[0] - (k - 1)):
            for w_idx in range(inp.shape[1] - (k - 1)):
                yield inp[h_idx : h_idx + k, w_idx : w_idx + k], h_idx, w_idx
