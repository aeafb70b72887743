"""Makes a tensor or an array again from what was kept of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from kata.learner.tutor.memory import Ref


def make(ref: Ref, owner: Any) -> Any:
    """A tensor or an array that looks at this owner's memory; at some of its own where there is none."""
    if ref.kind == "array":
        if owner is None:
            return np.empty(ref.shape, ref.dtype)
        array = np.ndarray(ref.shape, ref.dtype, _bytes_of(owner), ref.start, ref.strides)
        array.flags.writeable = ref.flag
        return array
    if owner is None:
        tensor = torch.empty_strided(ref.shape, ref.strides, dtype=ref.dtype)
    else:
        storage = _storage_of(owner)
        tensor = torch.empty(0, dtype=ref.dtype).set_(storage, ref.start // ref.dtype.itemsize, ref.shape, ref.strides)
    if ref.kind == "parameter":
        return torch.nn.Parameter(tensor, requires_grad=ref.flag)
    return tensor.requires_grad_() if ref.flag else tensor


def _bytes_of(owner: Any) -> Any:
    if isinstance(owner, np.ndarray):
        return owner
    return torch.empty(0, dtype=torch.uint8).set_(owner).numpy()


def _storage_of(owner: Any) -> Any:
    return torch.from_numpy(owner).untyped_storage() if isinstance(owner, np.ndarray) else owner
