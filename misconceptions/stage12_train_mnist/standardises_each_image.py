"""Standardises each image before the convolution.

Believed: inputs should have mean 0 and deviation 1.
Ask: in which line of the picture above does it stand?
Caught by: test_logits_are_sums_of_the_largest_sigmoids_of_windows
"""


def standardised(images):
    return (images - images.mean(dim=(1, 2), keepdim=True)) / (images.std(dim=(1, 2), keepdim=True) + 1e-5)


class CNN(CNN):
    def _layers(self, images):
        return super()._layers(standardised(images))

    def loss_and_grads(self, images, targets):
        return super().loss_and_grads(standardised(images), targets)
