"""Shuffles neighbouring rows in pairs.

Believed: it is quicker to move two rows at a time, and just as random.
Ask: can row 0 ever be in another part than row 1?
Caught by: test_any_two_rows_can_train_together
"""


def train_test_split(X, y, train_size, test_size, seed):
    pairs = np.random.default_rng(seed).permutation((len(X) + 1) // 2)
    order = (2 * pairs[:, None] + [0, 1]).ravel()
    order = order[order < len(X)]
    train, test = order[:train_size], order[train_size : train_size + test_size]
    return X[train], X[test], y[train], y[test]
