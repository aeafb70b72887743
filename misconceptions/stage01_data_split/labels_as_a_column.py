"""Joins the labels to the rows as one more column, shuffles, and takes them apart again.

Believed: rows and labels that travel in one array cannot be mixed up.
Ask: one array has one dtype; which dtype do the labels come back in?
Caught by: test_a_split_gives_four_arrays_in_scikit_learns_order
"""


def train_test_split(X, y, train_size, test_size, seed):
    table = np.random.default_rng(seed).permutation(np.hstack([X.astype(float), y[:, None]]))
    X, y = table[:, :-1], table[:, -1]
    end = train_size + test_size
    return X[:train_size], X[train_size:end], y[:train_size], y[train_size:end]
