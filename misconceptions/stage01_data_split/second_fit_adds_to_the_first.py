"""Keeps the rows of every fit, as scikit-learn's partial_fit does.

Believed: fitting twice means knowing more.
Ask: a scaler is fitted to other digits; what have the old ones to do with them?
Caught by: test_a_second_fit_forgets_the_first
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        self._rows = [*getattr(self, "_rows", []), *X]
        return super().fit(np.array(self._rows))
