"""Divides the images by their largest pixel, in place.

Believed: the network may prepare its own input.
Ask: what does the second epoch see?
Caught by: test_forward_leaves_images_and_parameters_alone
"""


class CNN(CNN):
    def _layers(self, images):
        images /= 2 * images.max()
        return super()._layers(images)
