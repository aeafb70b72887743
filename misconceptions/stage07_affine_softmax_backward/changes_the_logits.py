"""Subtracts 1 in the logits' own memory.

Believed: the forward pass is over, so its numbers may be used up.
Ask: what do the logits look like after the call, and who else may want them?
Caught by: test_the_gradient_has_the_shape_of_the_logits_and_leaves_its_inputs_alone
"""


def softmax_cross_entropy_backward(logits, targets):
    logits -= logits.max(dim=-1, keepdim=True).values
    logits.exp_()
    logits /= logits.sum(dim=-1, keepdim=True)
    logits[torch.arange(len(targets)), targets] -= 1
    return logits / len(targets)
