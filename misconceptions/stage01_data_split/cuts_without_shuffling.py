"""Takes the first rows for training and the next ones for testing.

Believed: the order of the rows means nothing.
Ask: the digits are sorted by class; which digits are in the last thousand rows?
Caught by: test_rows_sorted_by_class_are_spread_over_both_parts
"""


def train_test_split(X, y, train_size, test_size, seed):
    end = train_size + test_size
    return X[:train_size], X[train_size:end], y[:train_size], y[train_size:end]
