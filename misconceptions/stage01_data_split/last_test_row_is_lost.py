"""Starts the test part one row too late.

Believed: the training part ends at index train_size, so the test part starts after it.
Ask: order[:5] ends before index 5; in which part is order[5]?
Caught by: test_a_split_gives_four_arrays_in_scikit_learns_order
"""


def train_test_split(X, y, train_size, test_size, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    train, test = order[:train_size], order[train_size + 1 : train_size + 1 + test_size]
    return X[train], X[test], y[train], y[test]
