"""Takes the width as the stride of a row: right only for a tensor that is contiguous.

Believed: one step down always passes as many numbers as a row has.
Ask: what is the stride of a row in x[:, :3], and what is its width?
Caught by: test_transposed_turns_columns_into_rows
"""


def transposed(tensor):
    height, width = tensor.shape
    return tensor.as_strided((width, height), (1, width), tensor.storage_offset())
