"""exp of the log-softmax, in one expression."""


def softmax(logits):
    return (logits - torch.logsumexp(logits, dim=-1, keepdim=True)).exp()
