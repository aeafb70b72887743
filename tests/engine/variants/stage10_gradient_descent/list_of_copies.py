"""Returns a list of batches, each a tensor with a storage of its own; works on a tuple of parameters."""


def minibatches(num_samples, batch_size, generator):
    order = torch.randperm(num_samples, generator=generator)
    return [part.clone() for part in order.split(batch_size)]


class SGD(SGD):
    def __init__(self, params, lr, momentum=0.0):
        super().__init__(params, lr, momentum)
        self.params = tuple(params)
