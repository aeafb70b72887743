"""Steps over the pixels with range(0, H - k, k), whose end is not included.

Believed: the last window starts at H - k, so the range ends there.
Ask: does range(0, 4, 2) contain 4?
Caught by: test_slider_visits_every_place_of_the_output_once
"""


class MaxPoolLayer(MaxPoolLayer):
    def slider(self, inp):
        for top in range(0, inp.shape[0] - self.k, self.k):
            for left in range(0, inp.shape[1] - self.k, self.k):
                yield inp[top : top + self.k, left : left + self.k], top // self.k, left // self.k
