"""Keeps the generator of a seed and goes on with it at the next call.

Believed: building a generator is expensive, so one for each seed is kept.
Ask: a generator has a state; what is its state at the second call?
Caught by: test_the_same_seed_gives_the_same_split
"""

_GENERATORS = {}


def train_test_split(X, y, train_size, test_size, seed):
    rng = _GENERATORS.setdefault(seed, np.random.default_rng(seed))
    order = rng.permutation(len(X))
    train, test = order[:train_size], order[train_size : train_size + test_size]
    return X[train], X[test], y[train], y[test]
