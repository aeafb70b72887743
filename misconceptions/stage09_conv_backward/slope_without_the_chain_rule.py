"""Returns the slope of the sigmoid alone.

Believed: backward means derivative.
Ask: the loss does not depend on this output at all: grad_out is 0. What should come back?
Caught by: test_sigmoid_backward_matches_its_formula
"""


def sigmoid_backward(out, grad_out):
    return out * (1 - out)
