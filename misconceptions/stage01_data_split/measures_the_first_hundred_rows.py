"""Measures the first 100 rows only.

Believed: a hundred rows say enough about a mean.
Ask: what does mean_ know of row 101?
Caught by: test_hundreds_of_rows_and_columns_are_scaled_like_few
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        return super().fit(X[:100])
