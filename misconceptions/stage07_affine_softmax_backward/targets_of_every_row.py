"""Takes 1 away in the targets' columns of every row.

Believed: x[:, targets] reaches one number of each row.
Ask: what is the shape of x[:, targets] for x (3, 5) and three targets?
Caught by: test_each_row_of_the_gradient_sums_to_zero
"""


def softmax_cross_entropy_backward(logits, targets):
    gradient = torch.softmax(logits, dim=-1)
    gradient[:, targets] -= 1
    return gradient / len(targets)
