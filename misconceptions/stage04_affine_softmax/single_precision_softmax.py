"""Collects the rows in torch.zeros, which is float32.

Believed: torch.zeros takes the dtype of what is written into it.
Ask: what dtype do the probabilities of float64 logits have?
Caught by: test_softmax_keeps_shape_and_dtype_and_its_input
"""


def softmax(logits):
    probabilities = torch.zeros(logits.shape)
    for row, numbers in enumerate(logits):
        exps = torch.exp(numbers - numbers.max())
        probabilities[row] = exps / exps.sum()
    return probabilities
