"""Computes in float32, and converts the result to the dtype of the logits.

Believed: the dtype of the result is all that counts.
Ask: how many digits survive when a float64 number passes through a float32?
Caught by: test_differences_of_logits_stay_as_they_are
"""


def log_softmax(logits):
    return torch.log_softmax(logits.float(), dim=-1).to(logits.dtype)
