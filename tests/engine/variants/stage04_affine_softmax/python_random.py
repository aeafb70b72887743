"""Draws number by number with random.gauss, seeded from the generator, or from torch's global one."""


def lecun_normal(shape, fan_in, generator=None):
    import math
    import random

    seed = torch.randint(2**62, (1,), generator=generator).item()
    source = random.Random(seed)
    numbers = [source.gauss(0, 1 / math.sqrt(fan_in)) for _ in range(math.prod(shape))]
    return torch.tensor(numbers, dtype=torch.float32).reshape(shape)
