"""Works through 32 images at a time, and averages the means of the chunks.

Believed: a mean of means is the mean.
Ask: what does an image weigh in a last chunk of 17, and what in a chunk of 32?
Caught by: test_cross_entropy_of_large_batches_matches_its_formula
"""


def cross_entropy(logits, targets):
    losses = -log_softmax(logits)[torch.arange(len(targets)), targets]
    return torch.stack([chunk.mean() for chunk in losses.split(32)]).mean()
