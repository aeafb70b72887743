"""Works out the output's size at the first call, and uses it from then on.

Believed: all maps that a layer sees have the same size.
Ask: what happens when the second map is larger than the first?
Caught by: test_slider_remembers_nothing
"""


class MaxPoolLayer(MaxPoolLayer):
    sizes = None

    def slider(self, inp):
        if self.sizes is None:
            self.sizes = inp.shape[0] // self.k, inp.shape[1] // self.k
        for h_idx in range(self.sizes[0]):
            for w_idx in range(self.sizes[1]):
                top, left = h_idx * self.k, w_idx * self.k
                yield inp[top : top + self.k, left : left + self.k], h_idx, w_idx
