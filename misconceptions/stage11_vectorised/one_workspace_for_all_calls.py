"""Keeps one tensor for the columns of each shape, and fills it anew in each call.

Believed: memory that is already there is faster, and nobody needs the old columns.
Ask: whose numbers are in the columns of the first batch after the second call?
Caught by: test_im2col_remembers_nothing
"""

_right, _workspace = im2col, {}


def im2col(images, kernel_shape):
    columns = _right(images, kernel_shape)
    key = tuple(columns.shape), columns.dtype
    if key not in _workspace:
        _workspace[key] = torch.empty(columns.shape[::-1], dtype=columns.dtype).permute(2, 1, 0)
    return _workspace[key].copy_(columns)
