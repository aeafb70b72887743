"""Puts the image into an attribute, from which every running slider reads.

Believed: a layer sees one image at a time.
Ask: two sliders are used in turns: whose image is in the attribute?
Caught by: test_two_sliders_of_a_layer_do_not_disturb_each_other
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def slider(self, inp):
        self.image = inp
        _, height, width = self.kernels_theta.shape
        for h_idx in range(conv_output_size(inp.shape[0], height)):
            for w_idx in range(conv_output_size(inp.shape[1], width)):
                yield self.image[h_idx : h_idx + height, w_idx : w_idx + width], h_idx, w_idx
