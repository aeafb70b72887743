"""Puts 1 where the computed deviation is exactly 0.

Believed: the deviation of a constant column is 0.
Ask: what is (0.1 + 0.1 + 0.1) / 3 in Python, and how far from it is 0.1?
Caught by: test_a_constant_column_becomes_0
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_, deviation = X.mean(axis=0), X.std(axis=0)
        self.scale_ = np.where(deviation == 0, 1, deviation)
        return self
