"""Keeps the kernel shape on the class, where the next layer overwrites it.

Believed: an attribute of the class is an attribute of the object.
Ask: make a layer of 2 x 2 and then one of 3 x 1: how large are the windows of the first?
Caught by: test_forward_of_one_layer_does_not_depend_on_another
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        super().__init__(num_kernels, kernel_shape)
        type(self).kernel_shape = tuple(kernel_shape)

    def slider(self, inp):
        height, width = self.kernel_shape
        for h_idx in range(conv_output_size(inp.shape[0], height)):
            for w_idx in range(conv_output_size(inp.shape[1], width)):
                yield inp[h_idx : h_idx + height, w_idx : w_idx + width], h_idx, w_idx
