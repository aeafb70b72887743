"""Hands the map itself back when k is 1, and remembers its last input as the original tutorial did."""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        self.last_input = inp
        return inp if self.k == 1 else super().forward(inp)
