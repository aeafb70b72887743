"""Stage 04, solved. The lesson is in exercises/stage04_affine_softmax.py."""

from __future__ import annotations

from collections.abc import Sequence

import torch


def lecun_normal(
    shape: tuple[int, ...],
    fan_in: int,
    generator: torch.Generator | None = None,
) -> torch.Tensor:
    """Return random weights: normal, independent, mean 0, standard deviation 1/sqrt(fan_in).

    shape: the sizes of the result, each at least 1, as many as you like; () asks for a single number.
    fan_in: number of inputs that one output sums over, at least 1.
    generator: where the random numbers come from; each call moves it on. None means torch's global generator.
    Returns a new tensor of this shape, float32. A normal distribution that is cut off at two deviations and widened to
    the same spread, as some libraries have it, may stand in for the whole one.
    Source: LeCun, Bottou, Orr and Mueller, "Efficient BackProp" (1998), section 4.6.
    """
    return torch.randn(shape, generator=generator, dtype=torch.float32) / fan_in**0.5


def softmax(logits: torch.Tensor) -> torch.Tensor:
    """Return exp(z_i) / sum_j exp(z_j) along each row, also for logits as large as 10,000.

    logits: tensor (N, C), float32 or float64, in any memory layout; it is not changed.
    Returns a new tensor (N, C) of the same dtype: the probabilities, each row of which adds up to 1. A logit of -inf,
    beside a finite one in its row, has the probability 0.
    Source of the shift: Goodfellow, Bengio and Courville, "Deep Learning", section 4.1.
    """
    exps = torch.exp(logits - logits.max(dim=-1, keepdim=True).values)
    return exps / exps.sum(dim=-1, keepdim=True)


class AffineAndSoftmaxLayer:
    """Turns a map (H, W, F) into the probabilities of C classes.

    Attributes: w, tensor (H*W*F, C), the weights; b, tensor (C,), the biases. `forward` reads both each time,
    so they can be replaced, or changed in place, and lie in memory in any layout.
    """

    w: torch.Tensor
    b: torch.Tensor

    def __init__(self, affine_weight_shape: Sequence[int]) -> None:
        """Draw random weights, standard deviation 1/sqrt(H*W*F), and set the biases to zero.

        affine_weight_shape: (H, W, F, C). w becomes float32 (H*W*F, C) and b float32 (C,).
        """
        height, width, num_channels, num_classes = affine_weight_shape
        fan_in = height * width * num_channels
        self.w = lecun_normal((fan_in, num_classes), fan_in)
        self.b = torch.zeros(num_classes)

    def forward(self, inp: torch.Tensor) -> torch.Tensor:
        """Return softmax(x w + b), where x is the map as one row of H*W*F numbers.

        inp: tensor (H, W, F) of the dtype of w and b, in any memory layout. It, w and b are not changed.
        The number inp[i, j, f] meets the weights in row (i * W + j) * F + f of w.
        Returns a tensor (1, C) of the same dtype: the probability of each class.
        """
        logits = inp.reshape(1, -1) @ self.w + self.b  # (1, H*W*F) x (H*W*F, C) + (C,) -> (1, C)
        return softmax(logits)
