"""Draws the test rows from all rows, without looking at what the training part has taken.

Believed: two random samples without repetition cannot have a row in common.
Ask: draw five of six, and then again five of six; can the two be disjoint?
Caught by: test_every_row_lands_in_one_part_at_most
"""


def train_test_split(X, y, train_size, test_size, seed):
    rng = np.random.default_rng(seed)
    train = rng.choice(len(X), train_size, replace=False)
    test = rng.choice(len(X), test_size, replace=False)
    return X[train], X[test], y[train], y[test]
