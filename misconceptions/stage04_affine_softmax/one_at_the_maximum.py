"""Gives all the probability to the class with the largest logit.

Believed: softmax is the function that finds the maximum.
Ask: how sure should the layer be when two logits are nearly the same?
Caught by: test_equal_logits_share_equally
"""


def softmax(logits):
    return torch.nn.functional.one_hot(logits.argmax(dim=-1), logits.shape[-1]).to(logits.dtype)
