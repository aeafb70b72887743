"""The manifest: one row a stage. Adding a stage starts here (see CONTRIBUTING.md)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The repository: `exercises/`, `tests/` and all else that is no part of the engine lies there."""


@dataclass(frozen=True)
class Stage:
    """One stage of the course; `points` are shared equally by the tests of its test file.

    forbidden: what may not do the work in it. A bare name is an operation of torch, by all its names.
    shared: whose arguments and answers belong to the submission too, which may write into them at any time. All other
        answers are the tests' own from the moment they arrive.
    """

    number: int
    module: str
    title: str
    points: float
    forbidden: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def test_file(self) -> str:
        """The stage's tests, relative to the root of the repository."""
        return f"tests/stages/test_{self.module}.py"


SPLITS = ("ShuffleSplit", "StratifiedShuffleSplit")
SCIKIT_LEARN = (
    "sklearn.model_selection:train_test_split",
    *(f"sklearn.model_selection:{name}.split" for name in SPLITS),
    *("sklearn.preprocessing:StandardScaler.fit", "sklearn.preprocessing:scale"),
)
CONVOLUTIONS = (
    *("conv1d", "conv2d", "conv3d", "convolution", "_convolution"),
    *(
        "conv_transpose1d",
        "conv_transpose2d",
        "conv_transpose3d",
        "mkldnn_convolution",
        "conv2d_input",
        "conv2d_weight",
    ),
    *("scipy.signal:correlate2d", "scipy.signal:convolve2d", "scipy.signal:correlate", "scipy.signal:convolve"),
    *("scipy.ndimage:correlate", "scipy.ndimage:convolve"),
)
POOLS = (
    *("max_pool1d", "max_pool2d", "max_pool3d", "max_pool2d_with_indices", "max_pool3d_with_indices"),
    *("max_pool1d_with_indices", "adaptive_max_pool2d", "max_unpool2d", "max_unpool3d"),
)
SOFTMAX = ("softmax", "_softmax", "scipy.special:softmax")
LOG_SOFTMAX = ("log_softmax", "_log_softmax", "scipy.special:log_softmax")
CROSS_ENTROPY = ("cross_entropy", "cross_entropy_loss", "nll_loss", "nll_loss_nd", "nll_loss_forward")
COPIES = ("contiguous", "clone", "reshape")
UNFOLD = ("torch.nn.functional:unfold", "im2col")
OPTIMISERS = ("torch.optim.sgd:SGD.step",)

STAGES = (
    Stage(1, "stage01_data_split", "data split", 10, SCIKIT_LEARN),
    Stage(2, "stage02_conv_slider", "conv slider", 10, CONVOLUTIONS),
    Stage(3, "stage03_pooling", "pooling", 10, POOLS),
    Stage(4, "stage04_affine_softmax", "affine + softmax", 10, SOFTMAX + LOG_SOFTMAX),
    Stage(5, "stage05_contiguity", "contiguity", 10, COPIES),
    Stage(6, "stage06_loss", "loss", 10, SOFTMAX + LOG_SOFTMAX + CROSS_ENTROPY),
    Stage(7, "stage07_affine_softmax_backward", "affine + softmax backward", 10, ("autograd",)),
    Stage(8, "stage08_pooling_backward", "pooling backward", 10, ("autograd", *POOLS)),
    Stage(9, "stage09_conv_backward", "convolution backward", 10, ("autograd", *CONVOLUTIONS)),
    Stage(10, "stage10_gradient_descent", "gradient descent", 10, OPTIMISERS, shared=("SGD",)),
    Stage(11, "stage11_vectorised", "vectorised", 10, ("autograd", *UNFOLD, *CONVOLUTIONS, *POOLS)),
    Stage(
        12,
        "stage12_train_mnist",
        "training",
        10,
        ("autograd", *OPTIMISERS, *CONVOLUTIONS, *POOLS, *CROSS_ENTROPY),
        shared=("parameters",),
    ),
)
