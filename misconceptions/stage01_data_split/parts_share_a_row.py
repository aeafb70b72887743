"""Starts the test part with the last training row.

Believed: row number train_size is at index train_size - 1, so the cut is there.
Ask: split three rows into two and one; which rows are in which part?
Caught by: test_every_row_lands_in_one_part_at_most
"""


def train_test_split(X, y, train_size, test_size, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    train, test = order[:train_size], order[train_size - 1 : train_size - 1 + test_size]
    return X[train], X[test], y[train], y[test]
