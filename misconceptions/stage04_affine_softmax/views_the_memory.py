"""Views the logits as one long row, which needs contiguous memory.

Believed: view and reshape are the same.
Ask: what does view do with a transposed tensor?
Caught by: test_softmax_keeps_shape_and_dtype_and_its_input
"""


def softmax(logits):
    rows = logits.view(-1).split(logits.shape[1])
    exps = torch.stack([torch.exp(row - row.max()) for row in rows])
    return exps / exps.sum(dim=-1, keepdim=True)
