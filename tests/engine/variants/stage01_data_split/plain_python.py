"""random.Random shuffles a list of row numbers; the scaler loops over columns and rows."""


def train_test_split(X, y, train_size, test_size, seed):
    import random

    order = list(range(len(X)))
    random.Random(seed).shuffle(order)
    train, test = order[:train_size], order[len(X) - test_size :]
    return (np.stack([X[i] for i in train]), np.stack([X[i] for i in test]), y[train], y[test])


class StandardScaler:
    def fit(self, X):
        import math

        self.mean_ = np.array([math.fsum(column) / len(column) for column in X.T])
        self.scale_ = np.ones(X.shape[1])
        for j, column in enumerate(X.T):
            variance = math.fsum((x - self.mean_[j]) ** 2 for x in column) / len(column)
            if len(set(column.tolist())) > 1:
                self.scale_[j] = math.sqrt(variance)

    def transform(self, X):
        return np.array([[(x - m) / s for x, m, s in zip(row, self.mean_, self.scale_, strict=True)] for row in X])

    def fit_transform(self, X):
        self.fit(X)
        return self.transform(X)
