"""Copies the parameters when it is made.

Believed: an optimiser should not touch the tensors of others.
Ask: whose tensors does the network compute with?
Caught by: test_a_new_optimiser_holds_the_tensors_that_it_is_given
"""


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        super().__init__([param.clone() for param in params], lr, momentum)
