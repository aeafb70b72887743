"""The original tutorial: a seeded permutation, and after it a second shuffle that has no seed.

Believed: the first shuffle was seeded, so the split is fixed.
Ask: run it twice; which of the two shuffles decides where a row ends up?
Caught by: test_the_same_seed_gives_the_same_split
"""


def train_test_split(X, y, train_size, test_size, seed):
    first = np.random.default_rng(seed).permutation(len(X))
    X, y = X[first], y[first]
    order = np.random.permutation(len(X))
    train, test = order[:train_size], order[train_size : train_size + test_size]
    return X[train], X[test], y[train], y[test]
