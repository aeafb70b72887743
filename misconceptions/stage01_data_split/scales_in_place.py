"""Subtracts and divides in the caller's own array.

Believed: X -= mean is a short way to write X = X - mean.
Ask: what is in X after `scaler.transform(X)`, and what happens if it is called again?
Caught by: test_scaler_leaves_its_input_alone
"""


class StandardScaler(StandardScaler):
    def transform(self, X):
        if X.dtype.kind != "f":
            return super().transform(X)
        X -= self.mean_.astype(X.dtype)
        X /= self.scale_.astype(X.dtype)
        return X
