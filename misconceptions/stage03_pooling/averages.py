"""Takes the mean of each window.

Believed: pooling summarises a window, and the mean is its summary.
Ask: is each of your outputs one of the numbers of its window?
Caught by: test_forward_of_the_example_in_the_lesson
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        output = super().forward(inp)
        for window, h_idx, w_idx in self.slider(inp):
            output[h_idx, w_idx] = window.mean(dim=(0, 1))
        return output
