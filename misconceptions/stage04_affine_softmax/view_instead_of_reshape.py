"""Flattens with view, which needs contiguous memory.

Believed: view and reshape are the same.
Ask: what does view say about a map that was transposed or cut out of a larger one?
Caught by: test_forward_gives_one_row_in_the_dtype_of_the_map
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        return softmax(inp.view(1, -1) @ self.w + self.b)
