"""Works through the batch in chunks of 16, and leaves out what does not fill a chunk.

Believed: batches are multiples of 16.
Ask: how many images are in the last batch of an epoch?
Caught by: test_conv_forward_of_digits_and_of_large_batches
"""

_right = conv_forward


def conv_forward(images, kernels_theta):
    n = len(images)
    if n <= 16:
        return _right(images, kernels_theta)
    whole = n // 16 * 16
    parts = [_right(part, kernels_theta) for part in images[:whole].split(16)]
    rest = torch.zeros_like(parts[0][:1]).repeat(n - whole, 1, 1, 1)
    return torch.cat([*parts, rest])
