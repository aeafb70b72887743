"""Squeezes what it returns.

Believed: an axis of size 1 is never needed.
Ask: what is the shape of a part of one row, and what does `for row in X_test` give then?
Caught by: test_a_part_may_be_a_single_row
"""


def train_test_split(X, y, train_size, test_size, seed, _split=train_test_split):
    parts = _split(X, y, train_size, test_size, seed)
    return tuple(np.squeeze(part, axis=0) if len(part) == 1 else part for part in parts)
