"""Always uses the seed 42.

Believed: a fixed seed is what makes a split reproducible, whichever it is.
Ask: what does the argument do, if every value of it gives the same split?
Caught by: test_another_seed_gives_another_split
"""


def train_test_split(X, y, train_size, test_size, seed):
    order = np.random.default_rng(42).permutation(len(X))
    train, test = order[:train_size], order[train_size : train_size + test_size]
    return X[train], X[test], y[train], y[test]
