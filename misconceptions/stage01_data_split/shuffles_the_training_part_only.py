"""Cuts first, and shuffles the rows of the training part afterwards.

Believed: only training needs rows in a random order.
Ask: which rows can the test part hold, and which classes are they if the rows were sorted?
Caught by: test_rows_sorted_by_class_are_spread_over_both_parts
"""


def train_test_split(X, y, train_size, test_size, seed):
    train = np.random.default_rng(seed).permutation(train_size)
    test = np.arange(train_size, train_size + test_size)
    return X[train], X[test], y[train], y[test]
