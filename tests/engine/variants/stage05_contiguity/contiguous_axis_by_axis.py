"""Stacks the contiguous parts along the first axis, down to single numbers."""


def to_contiguous(tensor):
    if tensor.dim() == 0 or tensor.numel() == 0:
        return torch.empty(tensor.shape, dtype=tensor.dtype).copy_(tensor)
    return torch.stack([to_contiguous(part) for part in tensor])
