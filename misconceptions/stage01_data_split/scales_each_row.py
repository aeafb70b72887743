"""Brings each row to mean 0 and deviation 1, as some recipes do with pictures.

Believed: axis 1 is the axis along which a picture is scaled.
Ask: how many means does `mean_` hold, and what should come out for a single test row?
Caught by: test_scaler_of_the_example_in_the_lesson
"""


class StandardScaler(StandardScaler):
    def transform(self, X):
        deviation = X.std(axis=1, keepdims=True)
        return (X - X.mean(axis=1, keepdims=True)) / np.where(deviation == 0, 1, deviation)
