"""Takes the windows in NumPy, which does not know every dtype of torch.

Believed: NumPy has all dtypes that torch has.
Ask: what is torch.zeros(2, dtype=torch.bfloat16).numpy()?
Caught by: test_sliding_windows_take_every_dtype
"""


def sliding_windows(image, kernel_shape):
    import numpy as np

    sizes = tuple(kernel_shape)
    windows = np.lib.stride_tricks.sliding_window_view(image.numpy(), sizes, writeable=True)
    places = image.shape[0] - sizes[0] + 1, image.shape[1] - sizes[1] + 1
    steps = tuple(step // image.element_size() for step in windows.strides)
    return image.as_strided(places + sizes, steps, image.storage_offset())
