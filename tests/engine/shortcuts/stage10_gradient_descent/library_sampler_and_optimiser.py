"""Uses torch's own samplers and torch.optim.SGD."""


def minibatches(num_samples, batch_size, generator):
    sampler = torch.utils.data.RandomSampler(range(num_samples), generator=generator)
    return map(torch.tensor, torch.utils.data.BatchSampler(sampler, batch_size, drop_last=False))


class SGD:
    def __init__(self, params, lr, momentum=0.0):
        self.params = [torch.nn.Parameter(param, requires_grad=False) for param in params]
        self.optimiser = torch.optim.SGD(self.params, lr=lr, momentum=momentum)

    def step(self, grads):
        for param, grad in zip(self.params, grads):
            param.grad = grad
        self.optimiser.step()
        self.optimiser.zero_grad()
