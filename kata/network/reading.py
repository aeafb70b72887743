"""One digit on its way through the network, as a value: the demo makes it and the picture shows it."""

from __future__ import annotations

from dataclasses import dataclass

import torch

KERNELS, CLASSES = 8, 10


@dataclass(frozen=True)
class Reading:
    """One digit's way through the network: what each layer made of it."""

    raw: torch.Tensor  # (H, W)
    label: int
    feature_maps: torch.Tensor  # (OH, OW, F)
    pooled: torch.Tensor  # (OH // 2, OW // 2, F)
    probabilities: torch.Tensor  # (1, C)

    @property
    def guess(self) -> int:
        return int(self.probabilities.argmax())
