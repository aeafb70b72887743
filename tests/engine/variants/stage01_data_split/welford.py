"""Sorts random keys for the split and returns a generator; mean and variance are updated row by row."""


def train_test_split(X, y, train_size, test_size, seed):
    order = np.argsort(np.random.Generator(np.random.MT19937(seed)).random(len(X)))
    parts = order[:train_size], order[train_size : train_size + test_size]
    return (whole[part] for whole in (X, y) for part in parts)


class StandardScaler(StandardScaler):
    def fit(self, X):
        mean, squares = np.zeros(X.shape[1]), np.zeros(X.shape[1])
        for count, row in enumerate(X, start=1):
            step = row - mean
            mean += step / count
            squares += step * (row - mean)
        deviation = np.sqrt(squares / len(X))
        self.mean_, self.scale_ = mean, deviation + (deviation == 0)
        return self
