"""Shuffles records of a row and its label; scales by a matrix product with a diagonal matrix."""


def train_test_split(X, y, train_size, test_size, seed):
    records = np.empty(len(X), dtype=[("x", X.dtype, X.shape[1:]), ("y", y.dtype)])
    records["x"], records["y"] = X, y
    records = np.random.default_rng(seed).permutation(records)
    train, test = records[:train_size], records[train_size : train_size + test_size]
    return train["x"], test["x"], train["y"], test["y"]


class StandardScaler(StandardScaler):
    def transform(self, X):
        return X @ np.diag(1 / self.scale_.astype(float)) - self.mean_ / self.scale_
