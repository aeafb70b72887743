"""Computes with NumPy: numpy.int64 strides and offsets, and a numpy.bool for contiguity."""


def contiguous_strides(shape):
    import numpy as np

    sizes = np.array([*shape[1:], 1][: len(shape)], dtype=np.int64)
    return tuple(np.cumprod(sizes[::-1])[::-1])


def element_offset(index, strides, storage_offset=0):
    import numpy as np

    return np.dot(np.array(index, dtype=np.int64), np.array(strides, dtype=np.int64)) + storage_offset


def is_contiguous(shape, strides):
    import numpy as np

    sizes, steps = np.array(shape, dtype=np.int64), np.array(strides, dtype=np.int64)
    needed = np.array(contiguous_strides(shape), dtype=np.int64)
    return np.any(sizes == 0) | np.all((sizes == 1) | (steps == needed))


def to_contiguous(tensor):
    import numpy as np

    known = tensor.view(torch.int16) if tensor.dtype == torch.bfloat16 else tensor  # NumPy has no bfloat16
    return torch.from_numpy(np.ascontiguousarray(known.numpy())).view(tensor.shape).view(tensor.dtype)
