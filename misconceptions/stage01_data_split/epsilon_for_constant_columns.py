"""Adds 1e-8 to every deviation, and nothing else.

Believed: a tiny number in the denominator does no harm.
Ask: a pixel was always 3 in training and is 4 in a test row: what comes out for it?
Caught by: test_a_constant_column_has_the_scale_1
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_, self.scale_ = X.mean(axis=0, dtype=np.float64), X.std(axis=0, dtype=np.float64) + 1e-8
        return self
