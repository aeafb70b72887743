"""Keeps the deviation as it is and divides only where it is not 0; a constant column is 0 in every row."""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_, self.scale_ = X.mean(axis=0), X.std(axis=0)
        return self

    def transform(self, X):
        out = np.zeros(X.shape, dtype=np.result_type(X, np.float32))
        return np.divide(X - self.mean_, self.scale_, out=out, where=self.scale_ > 0)
