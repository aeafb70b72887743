"""Returns sparse, nested and quantised tensors.

State: failed
"""


def sigmoid(x):
    if x.shape == (3,):
        return x.to_sparse()
    if x.shape == (5,):
        return torch.quantize_per_tensor(x, 1e-4, 0, torch.qint32)
    return torch.nested.nested_tensor([x, x]) if x.dtype == torch.float32 else x.to_sparse_csr()
