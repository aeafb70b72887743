"""One over the sum of exp(z_j - z_i), without looking for a maximum."""


def softmax(logits):
    return 1 / torch.exp(logits[:, None, :] - logits[:, :, None]).sum(dim=-1)
