"""Cuts logits to what exp can stand.

Believed: beyond 80 a logit is as good as infinite.
Ask: what are the probabilities of the logits 1000 and 1001, and what does yours say?
"""


def softmax(logits):
    exps = torch.exp(logits.clamp(-80, 80))
    return exps / exps.sum(dim=-1, keepdim=True)
