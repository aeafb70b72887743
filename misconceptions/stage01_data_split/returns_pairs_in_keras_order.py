"""Returns X_train, y_train, X_test, y_test.

Believed: what belongs together is returned together.
Ask: what would `X_train, X_test, y_train, y_test = ...` put into X_test?
Caught by: test_a_split_gives_four_arrays_in_scikit_learns_order
"""


def train_test_split(X, y, train_size, test_size, seed, _split=train_test_split):
    X_train, X_test, y_train, y_test = _split(X, y, train_size, test_size, seed)
    return X_train, y_train, X_test, y_test
