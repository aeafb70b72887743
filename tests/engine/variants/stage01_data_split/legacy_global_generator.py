"""Seeds NumPy's global generator, takes the test block first, and adds 1e-8 to every deviation."""


def train_test_split(X, y, train_size, test_size, seed):
    np.random.seed(seed)
    order = np.random.permutation(X.shape[0])
    test, train = order[:test_size], order[test_size : test_size + train_size]
    return X[train], X[test], y[train], y[test]


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_, self.scale_ = np.mean(X, axis=0), np.std(X, axis=0) + 1e-8
