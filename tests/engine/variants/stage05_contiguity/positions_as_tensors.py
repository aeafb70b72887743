"""Adds positions up in an int64 tensor and returns it; transposes with set_ on the same storage."""


def element_offset(index, strides, storage_offset=0):
    steps, passed = torch.tensor([*index], dtype=torch.int64), torch.tensor([*strides], dtype=torch.int64)
    return (steps * passed).sum() + storage_offset


def transposed(tensor):
    out = torch.empty(0, dtype=tensor.dtype)
    return out.set_(tensor.untyped_storage(), tensor.storage_offset(), tensor.shape[::-1], tensor.stride()[::-1])


def to_contiguous(tensor):
    return torch.empty_like(tensor, memory_format=torch.contiguous_format).copy_(tensor)
