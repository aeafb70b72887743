"""Fills a float32 array, whatever it was given.

Believed: networks run in float32, so that is what everything should be.
Ask: how many digits of a float64 number are left in a float32 one?
Caught by: test_float64_rows_keep_their_precision
"""


class StandardScaler(StandardScaler):
    def transform(self, X):
        scaled = np.zeros(X.shape, dtype=np.float32)
        scaled[:] = (X - self.mean_) / self.scale_
        return scaled
