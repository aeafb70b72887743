"""Leaves a scale_ of 0 for a constant column, and divides by something else in transform.

Believed: only transform divides, so only transform needs a guard.
Ask: a program that saves mean_ and scale_ divides by them later; by what does it divide here?
Caught by: test_a_constant_column_has_the_scale_1
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        super().fit(X)
        self.scale_ = np.where(np.ptp(X, axis=0) == 0, 0, X.std(axis=0))
        return self

    def transform(self, X):
        return (X - self.mean_) / np.where(self.scale_ == 0, 1, self.scale_)
