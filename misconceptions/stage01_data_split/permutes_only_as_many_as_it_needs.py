"""Permutes the first train_size + test_size rows, and never sees the rest.

Believed: a permutation needs to be as long as the two parts together.
Ask: of 5,000 sorted digits, which classes can a split into 2,000 and 1,000 choose from?
Caught by: test_rows_sorted_by_class_are_spread_over_both_parts
"""


def train_test_split(X, y, train_size, test_size, seed):
    order = np.random.default_rng(seed).permutation(train_size + test_size)
    train, test = order[:train_size], order[train_size:]
    return X[train], X[test], y[train], y[test]
