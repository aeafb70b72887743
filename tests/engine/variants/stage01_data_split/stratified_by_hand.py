"""Deals the shuffled rows of each class out in turn, so that the classes stay balanced; a one-pass variance."""


def train_test_split(X, y, train_size, test_size, seed):
    rng = np.random.default_rng(seed)
    groups = [rng.permutation(np.flatnonzero(y == label)) for label in np.unique(y)]
    turns = np.concatenate([(np.arange(len(group)) + rng.random()) / len(group) for group in groups])
    order = np.concatenate(groups)[np.argsort(turns)]
    train, test = order[:train_size], order[train_size : train_size + test_size]
    return X[train], X[test], y[train], y[test]


class StandardScaler(StandardScaler):
    def fit(self, X):
        rows = X.astype(np.float64)
        self.mean_ = rows.mean(axis=0)
        variance = np.maximum((rows**2).mean(axis=0) - self.mean_**2, 0)
        self.scale_ = np.sqrt(variance)
        self.scale_[variance < 1e-12 * np.maximum(1, self.mean_**2)] = 1
        return self
