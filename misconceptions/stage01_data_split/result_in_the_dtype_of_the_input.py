"""Fills an array that is made like the input, and so loses the fractions of whole pixels.

Believed: empty_like takes only the shape.
Ask: np.empty_like of an int64 array: which numbers can it hold?
Caught by: test_training_rows_come_out_with_mean_0_and_deviation_1
"""


class StandardScaler(StandardScaler):
    def transform(self, X):
        scaled = np.empty_like(X)
        scaled[...] = (X - self.mean_) / self.scale_
        return scaled
