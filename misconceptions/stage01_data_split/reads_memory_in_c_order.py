"""Reads the rows of X from its memory, one after the other.

Believed: an array (N, D) lies row by row in memory.
Ask: how does np.asfortranarray(X) lie there?
Caught by: test_rows_and_labels_lie_in_memory_as_they_like
"""


def train_test_split(X, y, train_size, test_size, seed, _split=train_test_split):
    rows = np.lib.stride_tricks.as_strided(X, X.shape, (X.shape[1] * X.itemsize, X.itemsize))
    return _split(rows, y, train_size, test_size, seed)
