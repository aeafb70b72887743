"""Turns the sizes into shares of N, and the shares back into sizes.

Believed: a share times N is the size again.
Ask: what is int(49 * (32 / 49))?
Caught by: test_sizes_are_counted_and_not_worked_out_from_shares
"""


def train_test_split(X, y, train_size, test_size, seed):
    train_share, test_share = train_size / len(X), test_size / len(X)
    order = np.random.default_rng(seed).permutation(len(X))
    num_train, num_test = int(len(X) * train_share), int(len(X) * test_share)
    train, test = order[:num_train], order[num_train : num_train + num_test]
    return X[train], X[test], y[train], y[test]
