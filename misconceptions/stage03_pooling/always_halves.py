"""Pools with 2 x 2 windows, whatever k is.

Believed: max pooling means halving the map.
Ask: where in your program is the number that was given to the layer?
"""


class MaxPoolLayer(MaxPoolLayer):
    def __init__(self, pooling_kernel_shape):
        self.k = 2
