"""Floats keep their dtype, and whole numbers become float32 in the end; the test for a constant column is relative."""


class StandardScaler(StandardScaler):
    def fit(self, X):
        rows = X.astype(np.float64)
        kept = X.dtype if X.dtype == np.float32 else np.float64
        self.mean_, deviation = rows.mean(axis=0), rows.std(axis=0)
        same = deviation <= 1e-12 * np.abs(self.mean_)
        self.mean_, self.scale_ = self.mean_.astype(kept), np.where(same, 1, deviation).astype(kept)
        return self

    def transform(self, X):
        out = (X - self.mean_) / self.scale_
        return out if X.dtype.kind == "f" else out.astype(np.float32)
