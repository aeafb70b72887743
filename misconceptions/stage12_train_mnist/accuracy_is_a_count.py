"""Returns how many answers are right.

Believed: accuracy counts the right answers.
Ask: is 80 right answers a good result?
Caught by: test_accuracy_is_the_share_of_right_answers
"""


def accuracy(model, images, targets):
    return (model.predict(images) == targets).sum().item()
