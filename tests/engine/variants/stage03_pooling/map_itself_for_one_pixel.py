"""Hands the map itself back when k is 1, and keeps its last input as the seed did."""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        self.last_input = inp
        return inp if self.k == 1 else super().forward(inp)
