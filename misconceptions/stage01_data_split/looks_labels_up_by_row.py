"""Finds the label of a shuffled row in a dictionary of rows.

Believed: a row says which one it is.
Ask: two digits have the same pixels and different labels: which of the labels does the dictionary hold?
Caught by: test_rows_that_look_alike_keep_their_own_labels
"""


def train_test_split(X, y, train_size, test_size, seed):
    labels = {row.tobytes(): label for row, label in zip(X, y, strict=True)}
    rows = np.random.default_rng(seed).permutation(X)
    X_train, X_test = rows[:train_size], rows[train_size : train_size + test_size]
    y_train, y_test = (np.array([labels[row.tobytes()] for row in part], y.dtype) for part in (X_train, X_test))
    return X_train, X_test, y_train, y_test
