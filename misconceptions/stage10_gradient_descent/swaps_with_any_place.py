"""Shuffles by swapping each place with any other one, which makes some orders likelier than others.

Believed: more choices at each swap make a better shuffle.
Ask: three swaps with three choices each are 27 ways; can they be spread evenly over the six orders of three samples?
Caught by: test_an_index_comes_early_as_often_as_late
"""


def minibatches(num_samples, batch_size, generator):
    order = torch.arange(num_samples)
    for place in range(num_samples):
        other = torch.randint(num_samples, (), generator=generator)
        order[[place, other]] = order[[other, place]]
    for start in range(0, num_samples, batch_size):
        yield order[start : start + batch_size]
