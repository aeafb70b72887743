"""Looks for constant columns with np.ptp, and divides only where the column is not one: it is 0 in every row."""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_, self.scale_ = X.mean(axis=0), X.std(axis=0)
        self._varies = np.ptp(X, axis=0) > 0
        self.scale_[~self._varies] = 1
        return self

    def transform(self, X):
        out = np.zeros(X.shape, dtype=np.result_type(X, np.float32))
        return np.divide(X - self.mean_, self.scale_, out=out, where=self._varies)
