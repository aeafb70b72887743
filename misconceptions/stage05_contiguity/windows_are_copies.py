"""Cuts the windows out and stacks them, which copies all of them.

Believed: a tensor with more numbers than the image needs a storage of its own.
Ask: if a pixel of the image changes, do your windows?
Caught by: test_sliding_windows_show_what_is_written_into_the_image
"""


def sliding_windows(image, kernel_shape):
    (height, width), (kernel_height, kernel_width) = image.shape, kernel_shape
    rows = range(height - kernel_height + 1)
    columns = range(width - kernel_width + 1)
    windows = [[image[h : h + kernel_height, w : w + kernel_width] for w in columns] for h in rows]
    return torch.stack([torch.stack(row) for row in windows])
