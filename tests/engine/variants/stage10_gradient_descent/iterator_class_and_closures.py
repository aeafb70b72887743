"""minibatches is a class with __next__; each parameter is moved by a closure, which holds its velocity."""


class minibatches:
    def __init__(self, num_samples, batch_size, generator):
        self.left, self.batch_size = torch.randperm(num_samples, generator=generator), batch_size

    def __iter__(self):
        return self

    def __next__(self):
        if not len(self.left):
            raise StopIteration
        batch, self.left = self.left[: self.batch_size], self.left[self.batch_size :]
        return batch


class SGD:
    def __init__(self, params, lr, momentum=0.0):
        def mover(param):
            velocity = torch.zeros(param.shape, dtype=param.dtype)

            def move(grad):
                velocity.mul_(momentum).add_(grad)
                param.add_(velocity, alpha=-lr)

            return move

        self.params, self.movers = params, [mover(param) for param in params]

    def step(self, grads):
        for move, grad in zip(self.movers, grads):
            move(grad)
