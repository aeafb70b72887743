"""Returns a tensor that is contiguous already as it is, and fills a new one otherwise, index by index."""


def to_contiguous(tensor):
    if is_contiguous(tensor.shape, tensor.stride()):
        return tensor
    out = torch.empty(tensor.shape, dtype=tensor.dtype)
    for index in product(*map(range, tensor.shape)):
        out[index] = tensor[index]
    return out
