"""Takes a small step while it measures.

Believed: looking does no harm.
Ask: is the second measurement of the same network another one?
Caught by: test_accuracy_is_the_share_of_right_answers
"""


def accuracy(model, images, targets):
    found = (model.predict(images) == targets).double().mean().item()
    for p, g in zip(model.parameters(), model.loss_and_grads(images, targets)[1]):
        p -= 1e-3 * g
    return found
