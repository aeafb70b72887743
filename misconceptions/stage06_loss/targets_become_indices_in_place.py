"""Turns the caller's targets into positions in the flattened logits.

Believed: the targets are not needed any more.
Ask: which classes do the targets name after the first call?
Caught by: test_cross_entropy_is_one_number_and_leaves_its_inputs_alone
"""


def cross_entropy(logits, targets):
    targets += logits.shape[1] * torch.arange(len(targets))
    return -log_softmax(logits).reshape(-1)[targets].mean()
