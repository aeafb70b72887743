"""Makes the generator of windows once and hands the same one out again.

Believed: a generator starts anew in each loop.
Ask: what does a generator yield after its last item?
Caught by: test_slider_remembers_nothing
"""


class MaxPoolLayer(MaxPoolLayer):
    windows = None

    def slider(self, inp):
        if self.windows is None:
            self.windows = super().slider(inp)
        return self.windows

    def forward(self, inp):
        return MaxPoolLayer.__base__(self.k).forward(inp)
