"""Works in NumPy, which turns an array without axes into a plain number.

Believed: NumPy gives an array back where an array went in.
Ask: what is type(np.exp(np.array(1.0)))?
Caught by: test_sigmoid_keeps_shape_and_dtype
"""


def sigmoid(x):
    import numpy as np

    with np.errstate(over="ignore"):
        return torch.from_numpy(1 / (1 + np.exp(-x.numpy())))
