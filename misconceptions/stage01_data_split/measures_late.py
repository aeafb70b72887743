"""fit only keeps the rows; they are measured when somebody asks for the numbers.

Believed: it saves work to measure only what is used.
Ask: the caller fills the same array with the next digits before transform: what is measured?
Caught by: test_rows_that_are_overwritten_after_fit_change_nothing
"""


class StandardScaler:
    def fit(self, X):
        self.rows = X
        return self

    @property
    def mean_(self):
        return self.rows.mean(axis=0)

    @property
    def scale_(self):
        same = self.rows.max(axis=0) == self.rows.min(axis=0)
        return np.where(same, 1, self.rows.std(axis=0))

    def transform(self, X):
        return (X - self.mean_) / self.scale_

    def fit_transform(self, X):
        return self.fit(X).transform(X)
