"""Whole numbers become float32 and floats keep their dtype; the small number is under the root."""


class StandardScaler(StandardScaler):
    def fit(self, X):
        rows = self._floats(X)
        self.mean_ = rows.mean(axis=0)
        self.scale_ = np.sqrt(rows.var(axis=0) + rows.dtype.type(1e-12))
        return self

    def transform(self, X):
        return (self._floats(X) - self.mean_) / self.scale_

    @staticmethod
    def _floats(X):
        return X if X.dtype.kind == "f" else X.astype(np.float32)
