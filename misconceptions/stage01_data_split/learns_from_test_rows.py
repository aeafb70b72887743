"""Scales rightly, and then takes the rows that it saw into its statistics.

Believed: the more rows a mean is made of, the better it is.
Ask: transform the training rows, then the test rows, then the training rows again: is the last result the first?
Caught by: test_test_rows_teach_the_scaler_nothing
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self._seen = X
        return super().fit(X)

    def transform(self, X):
        scaled = super().transform(X)
        if X is not self._seen:
            self.fit(np.concatenate([self._seen, X]))
        return scaled
