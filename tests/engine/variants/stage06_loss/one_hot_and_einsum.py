"""A one-hot table and einsum instead of indexing."""


def cross_entropy(logits, targets):
    classes = torch.arange(logits.shape[1])
    one_hot = (targets[:, None] == classes).to(logits.dtype)
    return -torch.einsum("nc,nc->", one_hot, log_softmax(logits)) / logits.shape[0]
