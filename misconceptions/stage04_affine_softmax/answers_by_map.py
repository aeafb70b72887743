"""Keeps the answer for each map, by its id.

Believed: the same tensor has the same answer.
Ask: the caller copies the next image into the same tensor: whose probabilities come out?
Caught by: test_forward_sees_what_was_changed_in_place
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        known = self.__dict__.setdefault("known", {})
        key = id(inp), id(self.w), id(self.b)
        if key not in known:
            known[key] = super().forward(inp), inp, self.w, self.b
        return known[key][0]
