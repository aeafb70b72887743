"""Measures whatever is transformed, test rows too.

Believed: transform means "bring these rows to mean 0 and deviation 1".
Ask: what comes out for a test part of one row?
Caught by: test_scaler_of_the_example_in_the_lesson
"""


class StandardScaler(StandardScaler):
    def transform(self, X):
        self.fit(X)
        return (X - self.mean_) / self.scale_
