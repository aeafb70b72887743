"""Works in place, so that x holds the result afterwards.

Believed: saving memory is worth it, and nobody needs x any more.
Ask: what does the caller find in x after the call?
Caught by: test_sigmoid_leaves_its_input_alone
"""


def sigmoid(x):
    return x.neg_().exp_().add_(1).reciprocal_()
