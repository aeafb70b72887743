"""fit copies the rows, and mean_ and scale_ are properties; a column's deviation comes from all differences."""


class StandardScaler:
    def fit(self, X):
        self._rows = X.astype(np.float64)

    @property
    def mean_(self):
        return self._rows.mean(axis=0)

    @property
    def scale_(self):
        variance = ((self._rows[:, None] - self._rows[None]) ** 2).mean(axis=(0, 1)) / 2
        return np.where(variance == 0, 1, np.sqrt(variance))

    def transform(self, X):
        return np.true_divide(np.subtract(X, self.mean_), self.scale_)

    def fit_transform(self, X):
        self.fit(X)
        return self.transform(X)
