"""Divides by the deviation, whatever it is.

Believed: real pixels always vary.
Ask: what is 0 / 0 in NumPy, and what does a single NaN do to a sum?
Caught by: test_a_constant_column_becomes_0
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_, self.scale_ = X.mean(axis=0), X.std(axis=0)
        return self
