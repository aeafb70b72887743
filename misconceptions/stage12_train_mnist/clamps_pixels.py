"""Clamps the pixels to 0 and 1 before the convolution.

Believed: pixels beyond 1 are a mistake.
Ask: which sentence says what the pixels may be?
Caught by: test_logits_are_sums_of_the_largest_sigmoids_of_windows
"""


class CNN(CNN):
    def _layers(self, images):
        return super()._layers(images.clamp(0, 1))

    def loss_and_grads(self, images, targets):
        return super().loss_and_grads(images.clamp(0, 1), targets)
