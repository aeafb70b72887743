"""Stores mean_ and scale_ on the class.

Believed: a class attribute is a default that each object has for itself.
Ask: make two scalers and fit both; where does the first one find its mean?
Caught by: test_two_scalers_share_nothing
"""


class StandardScaler(StandardScaler):
    def fit(self, X):
        super().fit(X)
        type(self).mean_, type(self).scale_ = self.__dict__.pop("mean_"), self.__dict__.pop("scale_")
        return self
