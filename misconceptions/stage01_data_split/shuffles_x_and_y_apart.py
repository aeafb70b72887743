"""Shuffles the rows and the labels with one permutation each.

Believed: both arrays are shuffled, so both are ready.
Ask: where does row 0 of X go, where does y[0] go, and who sees to it that these are the same place?
Caught by: test_every_row_keeps_its_label
"""


def train_test_split(X, y, train_size, test_size, seed):
    rng = np.random.default_rng(seed)
    X, y = rng.permutation(X), rng.permutation(y)
    end = train_size + test_size
    return X[:train_size], X[train_size:end], y[:train_size], y[train_size:end]
