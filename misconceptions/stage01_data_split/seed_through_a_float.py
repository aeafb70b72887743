"""Turns the seed into a float and back.

Believed: a float holds every whole number.
Ask: what is int(float(2**53 + 1))?
Caught by: test_another_seed_gives_another_split
"""


def train_test_split(X, y, train_size, test_size, seed):
    order = np.random.default_rng(int(float(seed))).permutation(len(X))
    train, test = order[:train_size], order[train_size : train_size + test_size]
    return X[train], X[test], y[train], y[test]
