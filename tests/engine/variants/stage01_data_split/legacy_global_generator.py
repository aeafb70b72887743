"""Seeds NumPy's global generator with both halves of the seed, and takes the test block first; adds 1e-8."""


def train_test_split(X, y, train_size, test_size, seed):
    np.random.seed([seed >> 32, seed & 0xFFFFFFFF])
    order = np.random.permutation(X.shape[0])
    test, train = order[:test_size], order[test_size : test_size + train_size]
    return X[train], X[test], y[train], y[test]


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_, self.scale_ = np.mean(X, axis=0), np.std(X, axis=0) + 1e-8
        self.scale_[(X == X[0]).all(axis=0)] = 1
