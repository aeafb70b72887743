"""Works on blocks of eight rows, and forgets the last block.

Believed: batches are always multiples of eight.
Ask: how many rows come out for 50 images?
Caught by: test_softmax_of_many_rows_and_classes_matches_its_formula
"""


def softmax(logits, compute=softmax):
    return torch.cat([compute(logits[i : i + 8]) for i in range(0, max(8, len(logits)) - 7, 8)])
