"""Uses 2 as the base.

Believed: the base does not matter, since the powers are divided by their sum.
Ask: two logits that differ by 1: what is the ratio of their probabilities?
Caught by: test_the_difference_of_two_logits_is_their_log_odds
"""


def softmax(logits):
    powers = torch.exp2(logits - logits.max(dim=-1, keepdim=True).values)
    return powers / powers.sum(dim=-1, keepdim=True)
