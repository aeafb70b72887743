"""scikit-learn's own split, stratified by label, and its own scaler; the split is a list."""


def train_test_split(X, y, train_size, test_size, seed):
    from sklearn import model_selection

    return model_selection.train_test_split(
        X, y, train_size=train_size, test_size=test_size, random_state=seed, stratify=y
    )


class StandardScaler(StandardScaler):
    def fit(self, X):
        from sklearn import preprocessing

        self._scaler = preprocessing.StandardScaler().fit(X)
        self.mean_, self.scale_ = self._scaler.mean_, self._scaler.scale_

    def transform(self, X):
        return self._scaler.transform(X)
