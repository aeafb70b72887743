"""Fisher and Yates by hand; np.take and np.delete instead of indexing; einsum for the mean."""


def train_test_split(X, y, train_size, test_size, seed):
    rng, order = np.random.default_rng(seed), np.arange(len(X))
    for last in range(len(X) - 1, 0, -1):
        other = rng.integers(0, last + 1)
        order[[last, other]] = order[[other, last]]
    test = order[:test_size]
    train = np.delete(order, np.arange(test_size))[:train_size]
    return np.take(X, train, axis=0), np.take(X, test, axis=0), np.take(y, train), np.take(y, test)


class StandardScaler(StandardScaler):
    def fit(self, X):
        rows = np.asarray(X, dtype=np.float64)
        self.mean_ = np.einsum("nd->d", rows) / len(rows)
        centred = rows - self.mean_
        self.scale_ = np.sqrt(np.einsum("nd,nd->d", centred, centred) / len(rows))
        self.scale_[self.scale_ < 1e-10] = 1
