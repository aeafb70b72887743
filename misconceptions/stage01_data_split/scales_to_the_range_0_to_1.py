"""Subtracts the smallest number of each column and divides by its range.

Believed: scaling means bringing everything between 0 and 1.
Ask: what are the mean and the standard deviation of a column after it?
Caught by: test_scaler_of_the_example_in_the_lesson
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_, width = X.min(axis=0), X.max(axis=0) - X.min(axis=0)
        self.scale_ = np.where(width == 0, 1, width)
        return self
