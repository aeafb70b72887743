"""Shuffles the caller's own arrays, twice from the same seed so that they keep together.

Believed: rng.shuffle returns nothing, so it must be used like this.
Ask: what does the caller find in X afterwards?
Caught by: test_a_split_leaves_its_input_alone
"""


def train_test_split(X, y, train_size, test_size, seed):
    np.random.default_rng(seed).shuffle(X)
    np.random.default_rng(seed).shuffle(y)
    end = train_size + test_size
    return X[:train_size], X[train_size:end], y[:train_size], y[train_size:end]
