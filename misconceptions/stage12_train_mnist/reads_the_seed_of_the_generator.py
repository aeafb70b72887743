"""Makes a generator of its own from the seed of the one that it gets.

Believed: a generator is its seed.
Ask: what should the second network get that is drawn with one generator?
Caught by: test_generators_in_other_states_give_other_parameters
"""


class CNN(CNN):
    def __init__(self, generator=None):
        super().__init__(generator and torch.Generator().manual_seed(generator.initial_seed()))
