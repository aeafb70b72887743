"""Keeps answers by the sum of the map's numbers.

Believed: two different images have different sums.
Ask: turn an image around: what is its sum, and what should the answer be?
Caught by: test_forward_sees_what_was_changed_in_place
"""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        known = self.__dict__.setdefault("known", {})
        key = inp.sum().item(), self.w.sum().item(), self.b.sum().item()
        if key not in known:
            known[key] = super().forward(inp)
        return known[key].clone()
