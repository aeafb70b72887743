"""Is a torch.nn.Module with Parameters; autograd inside, and torch.optim.SGD."""


class CNN(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.convolution = torch.nn.Conv2d(1, 8, 5)
        self.affine = torch.nn.Linear(1152, 10)

    def forward(self, images):
        pooled = torch.nn.functional.max_pool2d(torch.sigmoid(self.convolution(images[:, None])), 2)
        return self.affine(pooled.flatten(1))

    def loss_and_grads(self, images, targets):
        loss = torch.nn.functional.cross_entropy(self(images), targets)
        return loss, torch.autograd.grad(loss, list(self.parameters()))

    def predict(self, images):
        with torch.no_grad():
            return self(images).argmax(1)


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    data = torch.utils.data.TensorDataset(images, targets)
    generator = torch.Generator().manual_seed(seed)
    loader = torch.utils.data.DataLoader(data, batch_size, shuffle=True, generator=generator)
    optimiser = torch.optim.SGD(model.parameters(), lr, momentum)
    history = {"loss": []}
    for _ in range(epochs):
        for batch, wanted in loader:
            optimiser.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(batch), wanted)
            loss.backward()
            optimiser.step()
            history["loss"].append(loss.item())
    return history
