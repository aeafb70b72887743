"""Draws one seed from the generator for a random.Random of its own; sums up past gradients."""

import random


def minibatches(num_samples, batch_size, generator):
    order = list(range(num_samples))
    random.Random(int(torch.randint(2**60, (1,), generator=generator))).shuffle(order)
    for start in range(0, num_samples, batch_size):
        yield torch.tensor(order[start : start + batch_size], dtype=torch.int64)


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        self.params, self.lr, self.momentum, self.past = params, lr, momentum, []

    def step(self, grads):
        self.past.append([grad.clone() for grad in grads])
        for number, param in enumerate(self.params):
            velocity = sum(self.momentum**age * each[number] for age, each in enumerate(reversed(self.past)))
            param[:] = param - self.lr * velocity
