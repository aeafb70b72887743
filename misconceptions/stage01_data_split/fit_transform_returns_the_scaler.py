"""Fits, and returns what fit returns.

Believed: fit gives back the scaled rows.
Ask: what is the type of `scaler.fit(X)`?
Caught by: test_fit_transform_is_fit_and_then_transform
"""


class StandardScaler(StandardScaler):
    def fit_transform(self, X):
        return self.fit(X)
