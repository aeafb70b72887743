"""Chooses rows at random and leaves each part in the order of X; no deviation below 1e-8 counts."""


def train_test_split(X, y, train_size, test_size, seed):
    rng = np.random.RandomState(np.random.MT19937(seed))
    chosen = rng.choice(len(X), train_size + test_size, replace=False)
    in_train = np.zeros(len(X), dtype=bool)
    in_test = np.zeros(len(X), dtype=bool)
    in_train[chosen[:train_size]] = True
    in_test[chosen[train_size:]] = True
    return [X[in_train], X[in_test], y[in_train], y[in_test]]


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_ = X.sum(axis=0, dtype=np.float64) / len(X)
        deviation = np.sqrt(((X - self.mean_) ** 2).sum(axis=0) / len(X))
        self.scale_ = np.where(deviation < 1e-8, 1, deviation)
        return self
