"""Takes no generator.

Believed: nobody needs to repeat the parameters.
Ask: how would you start a training twice from the same network?
Caught by: test_a_generator_decides_the_parameters
"""


class CNN(CNN):
    def __init__(self):
        super().__init__()
