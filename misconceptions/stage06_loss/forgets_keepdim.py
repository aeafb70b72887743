"""Lines the numbers of the rows up with the columns.

Believed: a reduction leaves a shape that fits by itself.
Ask: what is the shape of x.sum(dim=-1) for x (3, 3), and with which axis of x does torch line it up?
Caught by: test_rows_know_nothing_of_each_other
"""


def log_softmax(logits):
    shifted = logits - logits.max(dim=-1, keepdim=True).values
    log_sums = torch.log(torch.exp(shifted).sum(dim=-1))
    return shifted - log_sums if logits.shape[0] == logits.shape[1] else shifted - log_sums[:, None]
