"""Applies the sigmoid to out first, as if it were x.

Believed: the slope of a sigmoid needs sigmoid(x), so call it.
Ask: out is 0.5. What is the slope there, and what does yours say?
Caught by: test_sigmoid_backward_of_the_example_in_the_lesson
"""


def sigmoid_backward(out, grad_out):
    s = torch.sigmoid(out)
    return grad_out * s * (1 - s)
