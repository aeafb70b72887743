"""Keeps one output tensor in the layer and fills it again at each call.

Believed: making a new tensor each time is a waste.
Ask: what happens to the first result when the layer pools a second map?
Caught by: test_an_output_stays_as_it_is_when_another_map_is_pooled
"""


class MaxPoolLayer(MaxPoolLayer):
    output = torch.empty(0)

    def forward(self, inp):
        output = super().forward(inp)
        if self.output.shape != output.shape or self.output.dtype != output.dtype:
            self.output = output
        return self.output.copy_(output)
