"""Takes the mean of the accuracies of parts, whatever their size.

Believed: the mean of means is the mean.
Ask: how much does an image count in a part of 44, and how much in one of 256?
Caught by: test_predict_and_accuracy_work_through_many_images
"""


def accuracy(model, images, targets):
    shares = [
        (model.predict(part) == wanted).double().mean() for part, wanted in zip(images.split(256), targets.split(256))
    ]
    return float(sum(shares) / len(shares))
