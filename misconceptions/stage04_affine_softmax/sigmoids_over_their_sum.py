"""Takes the sigmoid of each logit and divides by their sum.

Believed: anything positive that adds up to 1 is a softmax.
Ask: the logits 10 and 20: how much more likely is the second class, and what does yours say?
Caught by: test_the_difference_of_two_logits_is_their_log_odds
"""


def softmax(logits):
    ups = torch.sigmoid(logits)
    return ups / ups.sum(dim=-1, keepdim=True)
