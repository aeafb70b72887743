"""Stores k on the class, where all layers share it.

Believed: an attribute of the class and an attribute of self are the same thing.
Ask: you make a layer with k = 2 and then one with k = 3: what is the k of the first?
Caught by: test_each_layer_keeps_its_own_k
"""


class MaxPoolLayer(MaxPoolLayer):
    def __init__(self, pooling_kernel_shape):
        MaxPoolLayer.k = pooling_kernel_shape
