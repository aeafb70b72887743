"""Takes the sigmoid in NumPy, of numbers kept within what exp can stand."""


def sigmoid(x):
    import numpy as np

    array = np.clip(x.numpy(), -80, 80)
    return torch.from_numpy(np.asarray(np.reciprocal(1 + np.exp(-array))))
