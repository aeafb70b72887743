"""Drops images that the batch has already, with the same class.

Believed: the same image says the same thing, so once is enough.
Ask: two images cost 1 each and are equal, a third costs 4: what is the mean?
Caught by: test_an_image_that_comes_more_than_once_counts_each_time
"""


def cross_entropy(logits, targets):
    different = torch.unique(torch.cat([logits, targets[:, None].to(logits.dtype)], dim=1), dim=0)
    logits, targets = different[:, :-1], different[:, -1].long()
    return -log_softmax(logits)[torch.arange(len(targets)), targets].mean()
