"""Leaves out the offset of as_strided, which is then that of the tensor itself."""


def transposed(tensor):
    return torch.as_strided(tensor, tensor.shape[::-1], tensor.stride()[::-1])


def sliding_windows(image, kernel_shape):
    windows = torch.as_strided(
        image,
        [image.size(axis) - kernel_shape[axis] + 1 for axis in (0, 1)] + list(kernel_shape),
        image.stride() * 2,
    )
    return windows
