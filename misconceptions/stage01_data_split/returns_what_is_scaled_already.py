"""Gives the caller's own array back where there is nothing to do.

Believed: a copy of the same numbers is a waste.
Ask: the caller overwrites X with the next digits: what happens to the scaled ones?
Caught by: test_transform_gives_a_new_array
"""


class StandardScaler(StandardScaler):
    def transform(self, X):
        done = X.dtype.kind == "f" and not self.mean_.any() and (self.scale_ == 1).all()
        return X if done else super().transform(X)
