"""Takes every column for constant whose variance is close to 0, as np.isclose understands it.

Believed: what np.isclose calls 0 is 0.
Ask: a column is measured in kilometres instead of millimetres; does it still vary?
Caught by: test_columns_of_small_numbers_are_scaled_too
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        super().fit(X)
        self.scale_ = np.where(np.isclose(X.var(axis=0), 0), 1, self.scale_)
        return self
