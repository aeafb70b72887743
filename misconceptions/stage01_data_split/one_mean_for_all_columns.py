"""Takes one mean and one deviation over all columns.

Believed: X.mean() and X.std() are the statistics of the data.
Ask: what is the mean of each column after your scaling?
Caught by: test_mean_has_one_number_for_each_column
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self.mean_ = np.full(X.shape[1], X.mean())
        self.scale_ = np.full(X.shape[1], X.std() or 1)
        return self
