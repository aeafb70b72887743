"""Draws with NumPy, seeded from the generator, or from torch's global one."""


def lecun_normal(shape, fan_in, generator=None):
    import numpy as np

    seed = int(torch.randint(2**62, (), generator=generator))
    drawn = np.random.default_rng(seed).normal(0.0, 1.0 / np.sqrt(fan_in), size=shape)
    return torch.tensor(drawn, dtype=torch.float32)


def softmax(logits):
    import numpy as np

    z = logits.detach().numpy()
    exps = np.exp(z - z.max(axis=1, keepdims=True))
    return torch.from_numpy(exps / exps.sum(axis=1, keepdims=True))
