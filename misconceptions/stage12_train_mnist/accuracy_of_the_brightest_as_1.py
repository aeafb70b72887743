"""Divides the images by their largest pixel in accuracy.

Believed: test images have to be scaled like training images.
Ask: who has scaled the training images, and did it divide by their largest pixel?
Caught by: test_accuracy_sees_the_images_as_they_are
"""


def accuracy(model, images, targets):
    return (model.predict(images / images.abs().max()) == targets).double().mean().item()
