# %% [markdown]
# # Stage 01: splitting and scaling the data
#
# A network is judged by digits that it has never seen. So before anything is learned, the data is split in two:
# the *training part*, which the network learns from, and the *test part*, which is kept aside for the end. Then
# the pixels are brought to a common scale, because sums of numbers from 0 to 255 are far too large for the layers
# that follow.
#
#     X (N, D), y (N,)  --train_test_split-->  X_train (train_size, D), y_train  --fit_transform-->  scaled
#                                              X_test  (test_size, D),  y_test   --transform------>  scaled
#
# Letters: N examples, one in each row of X; D numbers in a row. A digit of 28 x 28 pixels is a row of 784 numbers,
# and y says which digit it is, 0 to 9. This stage works on NumPy arrays; all others work on torch tensors.
#
# ## By hand
# Eight rows, four of class 0 and then four of class 1, to be split into 5 and 3. Shuffle the row numbers, cut them
# after the fifth, and take these rows of X and the same rows of y:
#
#     row   0 1 2 3 4 5 6 7     shuffled rows   6 1 4 0 3 | 7 2 5
#     y     0 0 0 0 1 1 1 1     their labels    1 0 1 0 0 | 1 0 1
#
# Now scale two pixels, as seen in five training rows. The first is nearly always dark, the second always the same:
#
#     first pixel    0 0 0 0 5   mean 1   squared distances 1 1 1 1 16, their mean 4   standard deviation 2
#     second pixel   3 3 3 3 3   mean 3   squared distances 0 0 0 0 0, their mean 0    standard deviation 0
#
#     first pixel, scaled    (0 - 1) / 2 = -0.5, four times, and (5 - 1) / 2 = 2
#     second pixel, scaled   (3 - 3) / 0 is not a number, so divide by 1 instead: 0, five times
#
# Ask whether the *numbers* of a column are all the same, and not whether its deviation is 0. In floating point the mean
# of 0.1, 0.1 and 0.1 is 0.10000000000000002, so that the deviation comes out as 0.00000000000000001: divide by that,
# and a column without any news in it becomes -1.
#
# A test row with 7 in the first pixel becomes (7 - 1) / 2 = 3: three standard deviations above the *training* mean.
#
# ## Why the labels must be spread
# The 5,000 digits that come with this course are sorted: 500 zeros, then 500 ones, up to 500 nines. They are real
# MNIST, and `load_digits()` of `kata.data` reads them without a network. Cut after 4,000 rows, they give a training
# part without a single 8 or 9, and a test part of nothing else. A shuffle before the cut mends that.
#
# ## Why the scaler is fitted to the training part only
# The test part stands for digits that nobody has drawn yet. A mean measured on it would carry something of it into
# the training, and the test would no longer be a test. Test rows are scaled with the training mean and deviation, never
# with their own: a picture must come out the same, whatever other pictures come with it.
#
# ## Where the original tutorial went wrong
# - It called `fetch_openml('mnist_784', version=1, return_X_y=True)`. Today that returns a pandas DataFrame, and
#   labels that are text: `X[0, :]` raises an error, and `'5' == 5` is False without any. `as_frame=False` gives
#   arrays, and `y.astype(np.int64)` gives labels that are numbers. It needs a network; the bundled digits do not.
# - It shuffled with a seed, and then split with a function that shuffles once more, without one. Its split was
#   another on every run. One permutation, made from one seed, is enough.
# - It scaled each pixel by itself. More than 100 of the 784 pixels never change in the bundled digits, most of them
#   near the edges: their standard deviation is 0, and dividing by it gives NaN or infinity. Your scaler must guard
#   against that. Others change in one or two digits only, so their deviation is tiny: on test digits the scaled
#   values reached 2,467, where 3 is a lot. No guard helps there; dividing all pixels by one number, 255, does.
# - It never used what it had scaled: the network was then given `X[0, :]`, a row of raw pixels from 0 to 255. Keep
#   one path from the data to the network, and let every row take it.

# %%
from __future__ import annotations

import numpy as np

# %% [markdown]
# ## The split
# scikit-learn has a function of this name and returns the four parts in the same order: both X, then both y. This
# one always asks for a seed. Where the sizes do not add up to N, some rows land in neither part.


# %%
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
    raise NotImplementedError("stage 01: train_test_split")


# %% [markdown]
# ## The scaler
# `fit` measures, `transform` applies what was measured, and `fit_transform` does both, one after the other:
#
#     scaler = StandardScaler()
#     X_train = scaler.fit_transform(X_train)  # measures and scales
#     X_test = scaler.transform(X_test)        # scales only


# %%
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
        raise NotImplementedError("stage 01: StandardScaler.fit")

    def transform(self, X: np.ndarray) -> np.ndarray:
        """Return (X - mean_) / scale_, each row by itself; mean_ and scale_ stay what they are.

        X: array (M, D), training rows or new ones, with M at least 1, of any of these dtypes, whatever that of the
        training rows was; in any memory layout, and not changed.
        Returns a new array (M, D) of floats, float64 if X is float64. A column that was constant in the training
        rows is 0 there, up to rounding, and finite in new rows.
        """
        raise NotImplementedError("stage 01: StandardScaler.transform")

    def fit_transform(self, X: np.ndarray) -> np.ndarray:
        """Fit the scaler to the training rows, and return them transformed.

        X: array (N, D), as for `fit`; it is not changed. Returns a new array (N, D), as `transform` does.
        """
        raise NotImplementedError("stage 01: StandardScaler.fit_transform")
