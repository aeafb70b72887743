"""Takes the transpose in NumPy, which shares the memory, but does not know every dtype of torch.

Believed: NumPy has all dtypes that torch has.
Ask: what is torch.zeros(2, dtype=torch.bfloat16).numpy()?
Caught by: test_transposed_takes_every_dtype
"""


def transposed(tensor):
    return torch.from_numpy(tensor.numpy().T)
