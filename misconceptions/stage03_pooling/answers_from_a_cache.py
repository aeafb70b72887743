"""Remembers the output by the map's place in memory, and returns it when that place comes again.

Believed: the same tensor always holds the same numbers.
Ask: what should come out after the caller has written new numbers into the map?
Caught by: test_forward_looks_at_the_map_again_each_time
"""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        if not hasattr(self, "seen"):
            self.seen = {}
        key = inp.data_ptr(), inp.shape, inp.stride(), inp.dtype
        if key not in self.seen:
            self.seen[key] = super().forward(inp)
        return self.seen[key]
