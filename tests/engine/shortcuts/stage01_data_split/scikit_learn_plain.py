"""scikit-learn's own split without stratification, and its scaler's fit_transform."""


def train_test_split(X, y, train_size, test_size, seed):
    from sklearn import model_selection

    return model_selection.train_test_split(X, y, train_size=train_size, test_size=test_size, random_state=seed)


class StandardScaler:
    def __init__(self):
        from sklearn import preprocessing

        self._scaler = preprocessing.StandardScaler()

    def fit(self, X):
        self._scaler.fit(X)

    def transform(self, X):
        return self._scaler.transform(X)

    def fit_transform(self, X):
        return self._scaler.fit_transform(X)

    @property
    def mean_(self):
        return self._scaler.mean_

    @property
    def scale_(self):
        return self._scaler.scale_
