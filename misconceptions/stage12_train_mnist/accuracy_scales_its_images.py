"""Divides the images by 255 in accuracy.

Believed: pixels go from 0 to 255.
Ask: which images has the network been trained with?
Caught by: test_accuracy_sees_the_images_as_they_are
"""


def accuracy(model, images, targets):
    return (model.predict(images / 255) == targets).double().mean().item()
