"""Never divides by less than 1.

Believed: np.maximum(deviation, 1) only touches columns that are constant.
Ask: which deviation does a column of pixels between 0 and 1 have, and what is it after your scaling?
Caught by: test_scale_is_the_standard_deviation_of_each_column
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        super().fit(X)
        self.scale_ = np.maximum(self.scale_, 1)
        return self
