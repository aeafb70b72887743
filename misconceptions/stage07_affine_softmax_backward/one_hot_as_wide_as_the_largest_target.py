"""Makes a one-hot table that ends with the largest class of the batch.

Believed: one_hot knows how many classes there are.
Ask: a batch of ten-class images has the targets 0, 2 and 1: how many columns does its one-hot table have?
Caught by: test_the_gradient_predicts_how_the_loss_changes
"""


def softmax_cross_entropy_backward(logits, targets):
    one_hot = torch.nn.functional.one_hot(targets)
    return (torch.softmax(logits, dim=-1) - one_hot) / len(targets)
