"""Takes the two sizes out of the shape: every other number of axes is an error.

Believed: a tensor is a matrix.
Ask: how many axes has a batch of images, and how many has a single number?
Caught by: test_to_contiguous_keeps_every_number_at_its_index
"""


def to_contiguous(tensor):
    height, width = tensor.shape
    storage = torch.empty(height * width, dtype=tensor.dtype)
    for i in range(height):
        for j in range(width):
            storage[i * width + j] = tensor[i, j]
    return storage.view(height, width)
