"""Draws all indices with torch.multinomial; starts its velocities at the first step."""


def minibatches(num_samples, batch_size, generator):
    order = torch.multinomial(torch.ones(num_samples), num_samples, generator=generator)
    count = (num_samples + batch_size - 1) // batch_size
    return (order[i * batch_size : min((i + 1) * batch_size, num_samples)] for i in range(count))


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        self.params, self.lr, self.momentum, self.velocities = params, lr, momentum, None

    def step(self, grads):
        if self.velocities is None:
            self.velocities = [grad.clone() for grad in grads]
        else:
            self.velocities = [self.momentum * v + g for v, g in zip(self.velocities, grads)]
        for param, velocity in zip(self.params, self.velocities):
            param -= self.lr * velocity
