"""Takes a generator, and draws with torch's global one.

Believed: randomness is the same wherever it comes from.
Ask: what does a caller want who hands you a generator?
Caught by: test_a_generator_decides_the_parameters
"""


class CNN(CNN):
    def __init__(self, generator=None):
        super().__init__()
