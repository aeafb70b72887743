"""Gathers the numbers as Python numbers, and gives them the shape with view."""


def to_contiguous(tensor):
    numbers = [tensor[index].item() for index in product(*map(range, tensor.shape))]
    return torch.tensor(numbers, dtype=tensor.dtype).view(tensor.shape)
