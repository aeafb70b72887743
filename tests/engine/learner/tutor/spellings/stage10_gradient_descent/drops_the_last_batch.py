"""All batches at once, each with memory of its own."""

import torch


def minibatches(num_samples, batch_size, generator):
    perm = torch.randperm(num_samples, generator=generator)
    full = num_samples - num_samples % batch_size
    return iter([perm[start : start + batch_size].clone() for start in range(0, full, batch_size)])
