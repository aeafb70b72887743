"""Takes the windows in two steps: first rows, then columns, and moves the axes into place."""


def transposed(tensor):
    return tensor.permute(1, 0)


def sliding_windows(image, kernel_shape):
    kernel_height, kernel_width = kernel_shape
    return image.unfold(1, kernel_width, 1).unfold(0, kernel_height, 1).permute(0, 1, 3, 2)
