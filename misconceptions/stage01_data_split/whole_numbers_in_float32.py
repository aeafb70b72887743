"""Works with whole numbers in float32.

Believed: pixels fit into float32, so whole numbers do.
Ask: what is np.float32(16_777_217)?
Caught by: test_large_whole_numbers_lose_no_digits
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        return super().fit(X if X.dtype.kind == "f" else X.astype(np.float32))

    def transform(self, X):
        return super().transform(X if X.dtype.kind == "f" else X.astype(np.float32))
