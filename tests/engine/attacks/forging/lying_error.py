"""Raises an error that says of itself that it is a skip, and of its class that it has other ancestors.

State: failed
"""


class Lying(type):
    __name__ = property(lambda cls: "Skipped")
    __mro__ = property(lambda cls: (SystemExit, KeyboardInterrupt, StopIteration, ExceptionGroup))

    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, subclass):
        return True


class Error(Exception, metaclass=Lying):
    __class__ = property(lambda self: StopIteration)

    def __str__(self):
        return "stage 02: all is well"


def sigmoid(x):
    raise Error
