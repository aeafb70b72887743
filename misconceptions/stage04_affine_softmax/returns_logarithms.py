"""Returns the logarithms of the probabilities.

Believed: softmax and log-softmax are the same layer.
Ask: what should the numbers of a row add up to?
Caught by: test_equal_logits_share_equally
"""


def softmax(logits):
    shifted = logits - logits.max(dim=-1, keepdim=True).values
    return shifted - torch.log(torch.exp(shifted).sum(dim=-1, keepdim=True))
