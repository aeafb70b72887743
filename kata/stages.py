"""The manifest: one row a stage. Adding a stage starts here (see CONTRIBUTING.md)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """One stage of the course; `points` are shared equally by the tests of its test file."""

    number: int
    module: str
    title: str
    points: int

    @property
    def test_file(self) -> str:
        """The stage's tests, relative to the root of the repository."""
        return f"tests/stages/test_{self.module}.py"


STAGES = (
    Stage(1, "stage01_data_split", "data split", 10),
    Stage(2, "stage02_conv_slider", "conv slider", 10),
    Stage(3, "stage03_pooling", "pooling", 10),
    Stage(4, "stage04_affine_softmax", "affine + softmax", 10),
    Stage(5, "stage05_contiguity", "contiguity", 10),
    Stage(6, "stage06_loss", "loss", 10),
    Stage(7, "stage07_affine_softmax_backward", "affine + softmax backward", 10),
    Stage(8, "stage08_pooling_backward", "pooling backward", 10),
    Stage(9, "stage09_conv_backward", "convolution backward", 10),
    Stage(10, "stage10_gradient_descent", "gradient descent", 10),
    Stage(11, "stage11_vectorised", "vectorised", 10),
    Stage(12, "stage12_train_mnist", "training", 10),
)
