"""Multiplies by 1 - out * out, the slope of tanh.

Believed: the slopes of all S-shaped functions look alike.
Ask: what is the slope of the sigmoid where it is 0?
Caught by: test_sigmoid_backward_of_the_example_in_the_lesson
"""


def sigmoid_backward(out, grad_out):
    return grad_out * (1 - out * out)
