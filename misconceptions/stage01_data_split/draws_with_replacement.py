"""Draws row numbers that may come more than once.

Believed: rng.integers(N, size=n) picks n different rows.
Ask: in n throws of a die, does every face come up at most once?
Caught by: test_every_row_lands_in_one_part_at_most
"""


def train_test_split(X, y, train_size, test_size, seed):
    order = np.random.default_rng(seed).integers(0, len(X), len(X))
    train, test = order[:train_size], order[train_size : train_size + test_size]
    return X[train], X[test], y[train], y[test]
