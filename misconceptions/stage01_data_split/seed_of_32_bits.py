"""Cuts the seed to the 32 bits that NumPy's old generator takes.

Believed: a seed is a number of 32 bits.
Ask: which numbers do 0 and 2**32 have in common when you keep their last 32 bits?
Caught by: test_another_seed_gives_another_split
"""


def train_test_split(X, y, train_size, test_size, seed):
    order = np.random.RandomState(seed % 2**32).permutation(len(X))
    train, test = order[:train_size], order[train_size : train_size + test_size]
    return X[train], X[test], y[train], y[test]
