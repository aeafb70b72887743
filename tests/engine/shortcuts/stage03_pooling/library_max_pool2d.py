"""Lets torch pool: channels to the front, and back again as a view that is not contiguous."""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        return torch.nn.functional.max_pool2d(inp.permute(2, 0, 1), self.k).permute(1, 2, 0)
