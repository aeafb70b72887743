"""Keeps what came out for each array, by its id.

Believed: the same array comes out the same.
Ask: the caller fills the array with the next digits: what comes out for them?
Caught by: test_rows_that_are_overwritten_after_fit_change_nothing
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self._known = {}
        return super().fit(X)

    def transform(self, X):
        if id(X) not in self._known:
            self._known[id(X)] = X, super().transform(X)
        return self._known[id(X)][1].copy()
