"""Pools with 2 x 2 windows, whatever k is.

Believed: max pooling means halving the map.
Ask: where in your program is the number that was given to the layer?
Caught by: test_slider_visits_every_place_of_the_output_once
"""


class MaxPoolLayer(MaxPoolLayer):
    def __init__(self, pooling_kernel_shape):
        self.k = 2
