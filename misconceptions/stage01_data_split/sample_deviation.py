"""Divides the squared distances by N - 1.

Believed: a standard deviation estimated from data always has N - 1 in it.
Ask: of 0 0 0 0 5 the squared distances add up to 20; which of 20 / 4 and 20 / 5 does the formula here ask for?
Caught by: test_scaler_of_the_example_in_the_lesson
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        super().fit(X)
        deviation = X.std(axis=0, ddof=1)
        self.scale_ = np.where(deviation == 0, 1, deviation)
        return self
