"""Takes the targets' columns of every row, all N times N of them.

Believed: x[:, targets] picks one number of each row.
Ask: what is the shape of x[:, targets] for x (3, 5) and three targets?
Caught by: test_another_target_changes_the_loss_by_a_difference_of_logits
"""


def cross_entropy(logits, targets):
    return -log_softmax(logits)[:, targets].mean()
