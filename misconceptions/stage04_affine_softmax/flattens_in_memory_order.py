"""Reads the numbers in the order in which they lie in memory.

Believed: the memory holds the numbers of a tensor in the order of its indices.
Ask: how does a transposed tensor lie in memory?
Caught by: test_log_odds_of_forward_match_a_plain_loop
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        flat = torch.as_strided(inp, (1, inp.numel()), (inp.numel(), 1))
        return softmax(flat @ self.w + self.b)
