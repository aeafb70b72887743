"""Fills the last windows up with minus infinity, pools with sizes rounded up, and drops the rest."""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        height, width, _ = inp.shape
        padding = 0, 0, 0, -width % self.k, 0, -height % self.k
        padded = torch.nn.functional.pad(inp, padding, value=float("-inf"))
        return super().forward(padded)[: height // self.k, : width // self.k]
