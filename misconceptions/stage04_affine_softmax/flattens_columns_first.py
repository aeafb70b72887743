"""Reads the map column by column.

Believed: width comes before height, as x comes before y.
Ask: with a 1 at [0, 1, 0] of the map, which row of w should meet it?
Caught by: test_a_map_of_a_single_one_picks_a_row_of_the_weights
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        return softmax(inp.transpose(0, 1).reshape(1, -1) @ self.w + self.b)
