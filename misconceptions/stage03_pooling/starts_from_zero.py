"""Starts each maximum at 0 and raises it while it looks at the window.

Believed: a maximum starts at 0, as a sum does.
Ask: which number comes out of a window whose numbers are all negative?
Caught by: test_forward_of_the_example_in_the_lesson
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        output = super().forward(inp)
        largest = torch.zeros_like(output)
        for window, h_idx, w_idx in self.slider(inp):
            for row in window:
                for pixel in row:
                    largest[h_idx, w_idx] = torch.maximum(largest[h_idx, w_idx], pixel)
        return largest
