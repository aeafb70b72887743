"""Cuts scaled values off at three deviations.

Believed: whatever is further away is an error in the data.
Ask: two test rows are four and forty deviations away; can the network still tell them apart?
Caught by: test_new_rows_are_scaled_with_the_training_statistics
"""


class StandardScaler(StandardScaler):
    def transform(self, X):
        return np.clip(super().transform(X), -3, 3)
