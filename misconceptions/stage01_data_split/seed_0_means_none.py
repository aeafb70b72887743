"""Tests the seed for truth, so that 0 counts as no seed at all.

Believed: `if seed` asks whether a seed was given.
Ask: what is bool(0)?
Caught by: test_the_same_seed_gives_the_same_split
"""


def train_test_split(X, y, train_size, test_size, seed):
    order = np.random.default_rng(seed if seed else None).permutation(len(X))
    train, test = order[:train_size], order[train_size : train_size + test_size]
    return X[train], X[test], y[train], y[test]
