"""Hands the map (H, W, F) to max_pool2d, which pools the last two axes.

Believed: torch finds out by itself which axis holds the channels.
Ask: which axes does torch.nn.functional.max_pool2d pool?
Caught by: test_pooling_turns_24_by_24_by_8_into_12_by_12_by_8
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        if min(inp.shape[1:]) < self.k:
            return super().forward(inp).transpose(0, 2)
        return torch.nn.functional.max_pool2d(inp, self.k)
