"""Divides by the variance instead of its root.

Believed: variance and standard deviation are two words for the spread.
Ask: if the pixels were counted in halves, how much larger would their variance be?
Caught by: test_scaler_of_the_example_in_the_lesson
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        super().fit(X)
        variance = X.var(axis=0)
        self.scale_ = np.where(variance == 0, 1, variance)
        return self
