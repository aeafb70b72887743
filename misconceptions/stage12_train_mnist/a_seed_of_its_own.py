"""Draws with a generator of its own, seeded with 0, where None is given.

Believed: repeatable is always better.
Ask: how would you see whether your result is luck?
Caught by: test_without_a_generator_the_global_one_decides
"""


class CNN(CNN):
    def __init__(self, generator=None):
        super().__init__(generator or torch.Generator().manual_seed(0))
