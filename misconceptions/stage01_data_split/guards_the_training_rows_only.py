"""Replaces the NaN that 0 / 0 gives, and forgets that a test row gives 5 / 0.

Believed: a constant column can only bring forth NaN.
Ask: a corner pixel was 0 in all training rows and is 9 in a test row; what comes out?
Caught by: test_a_constant_column_stays_finite_in_new_rows
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_, self.scale_ = X.mean(axis=0), X.std(axis=0)
        return self

    def transform(self, X):
        scaled = (X - self.mean_) / self.scale_
        scaled[np.isnan(scaled)] = 0
        return scaled
