"""Divides by the deviation, whatever it is.

Believed: real pixels always vary.
Ask: what is 0 / 0 in NumPy, and what does a single NaN do to a sum?
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_, self.scale_ = X.mean(axis=0), X.std(axis=0)
        return self
