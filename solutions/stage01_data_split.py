"""Stage 01, solved. The lesson is in exercises/stage01_data_split.py."""

from __future__ import annotations

import numpy as np


def train_test_split(
    X: np.ndarray, y: np.ndarray, train_size: int, test_size: int, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return X_train, X_test, y_train, y_test: rows drawn at random, each with its label, none of them twice.

    X: array (N, D), one row for each example; y: array (N,), their labels, whole numbers. Both lie in memory in any
    layout, and neither is changed.
    train_size, test_size: the number of rows in each part, at least 1; their sum is at most N.
    seed: a whole number from 0 to 2**64 - 1. The same seed gives the same split, another seed another one.
    Returns arrays (train_size, D), (test_size, D), (train_size,), (test_size,), with the dtypes of X and y.
    """
    order = np.random.default_rng(seed).permutation(len(X))  # (N,)
    train, test = order[:train_size], order[train_size : train_size + test_size]
    return X[train], X[test], y[train], y[test]


class StandardScaler:
    """Brings every column that varies to mean 0 and standard deviation 1, as measured on the training rows.

    Attributes, set by `fit`: mean_ (D,), the mean of each column of the training rows; scale_ (D,), the number by
    which each column is divided: its standard deviation, or 1 where all its numbers are the same. A deviation below
    1e-6 may be rounding only, and count as such a column.
    """

    mean_: np.ndarray
    scale_: np.ndarray

    def fit(self, X: np.ndarray) -> StandardScaler:
        """Measure mean_ and scale_ on the training rows, and forget those of an earlier fit; may return the scaler.

        X: array (N, D) of float64, float32 or int64, with N at least 2, in any memory layout. It is not changed, and
        what becomes of it later changes no statistics.
        The standard deviation of column j is sqrt(sum((X[:, j] - mean_[j]) ** 2) / N): over N, not N - 1.
        Whole numbers are measured and scaled with the precision of float64, also those that float32 would round.
        """
        self.mean_ = X.mean(axis=0)  # (D,)
        constant = X.max(axis=0) == X.min(axis=0)  # (D,); a deviation of 0 may come out as 1e-17
        self.scale_ = np.where(constant, 1, X.std(axis=0))  # (D,)
        return self

    def transform(self, X: np.ndarray) -> np.ndarray:
        """Return (X - mean_) / scale_, each row by itself; mean_ and scale_ stay what they are.

        X: array (M, D), training rows or new ones, with M at least 1, of any of these dtypes, whatever that of the
        training rows was; in any memory layout, and not changed.
        Returns a new array (M, D) of floats, float64 if X is float64. A column that was constant in the training
        rows is 0 there, up to rounding, and finite in new rows.
        """
        return (X - self.mean_) / self.scale_

    def fit_transform(self, X: np.ndarray) -> np.ndarray:
        """Fit the scaler to the training rows, and return them transformed.

        X: array (N, D), as for `fit`; it is not changed. Returns a new array (N, D), as `transform` does.
        """
        self.fit(X)
        return self.transform(X)
