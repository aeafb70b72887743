"""Gives the test part every row that the training part left.

Believed: the two sizes always add up to the number of rows.
Ask: how many test rows come out for 100 rows, train_size 50 and test_size 30?
Caught by: test_both_parts_have_the_size_asked_for
"""


def train_test_split(X, y, train_size, test_size, seed):
    order = np.random.default_rng(seed).permutation(len(X))
    train, test = order[:train_size], order[train_size:]
    return X[train], X[test], y[train], y[test]
