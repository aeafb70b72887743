"""Writes each result into the array of the last one when the shape is the same.

Believed: nobody needs the old result any more.
Ask: `a = scaler.transform(X)` and then `b = scaler.transform(Z)`: what is in a?
Caught by: test_test_rows_teach_the_scaler_nothing
"""


class StandardScaler(StandardScaler):
    def transform(self, X):
        scaled = super().transform(X)
        kept = getattr(self, "_result", None)
        if kept is None or kept.shape != scaled.shape:
            self._result = scaled
        else:
            kept[:] = scaled
        return self._result
