"""Takes tanh for the sigmoid, forward and backward.

Believed: any squashing function will do.
Ask: what does a black image give behind each of the two?
Caught by: test_kernels_and_weights_have_their_standard_deviations_and_biases_are_0
"""


def sigmoid(x):
    return torch.tanh(x)


def sigmoid_backward(out, grad_out):
    return grad_out * (1 - out * out)
