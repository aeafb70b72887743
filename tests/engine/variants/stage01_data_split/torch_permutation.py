"""two of torch's generators choose the rows, and torch scales them in float64."""


def train_test_split(X, y, train_size, test_size, seed):
    import torch

    low = torch.Generator().manual_seed(seed & 0xFFFFFFFF)  # torch looks at no more than 32 bits of a seed
    high = torch.Generator().manual_seed(seed >> 32)
    order = torch.randperm(len(X), generator=low)[torch.randperm(len(X), generator=high)]
    train, test, _ = torch.split(order, [train_size, test_size, len(X) - train_size - test_size])
    return X[train.numpy()], X[test.numpy()], y[train.numpy()], y[test.numpy()]


class StandardScaler(StandardScaler):
    def fit(self, X):
        import torch

        rows = torch.from_numpy(X).double()
        deviation, mean = torch.std_mean(rows, dim=0, correction=0)
        deviation[torch.isclose(deviation, torch.zeros_like(deviation))] = 1.0
        self.mean_, self.scale_ = mean.numpy(), deviation.numpy()
        return self

    def transform(self, X):
        import torch

        return ((torch.from_numpy(X).double() - torch.from_numpy(self.mean_)) / torch.from_numpy(self.scale_)).numpy()
