"""Is a torch.nn.Module whose parameters require gradients that nobody asks for."""


class CNN(torch.nn.Module):
    def __init__(self, generator=None):
        super().__init__()
        self.k = torch.nn.Parameter(torch.randn(8, 5, 5, generator=generator) / 5)
        self.w = torch.nn.Parameter(torch.randn(1152, 10, generator=generator) / 1152**0.5)
        self.b = torch.nn.Parameter(torch.zeros(10))

    @torch.no_grad()
    def steps(self, images):
        maps = conv_forward(images, self.k)
        out = sigmoid(max_pool_forward(maps, 2))
        rows = out.reshape(len(images), -1)
        return maps, out, rows, rows @ self.w + self.b

    def forward(self, images):
        return self.steps(images)[-1]

    @torch.no_grad()
    def loss_and_grads(self, images, targets):
        maps, out, rows, logits = self.steps(images)
        g, gw, gb = affine_backward(rows, self.w, softmax_cross_entropy_backward(logits, targets))
        gm = max_pool_backward(maps, 2, sigmoid_backward(out, g.reshape(out.shape)))
        return cross_entropy(logits, targets), [kernels_gradient(images, (5, 5), gm), gw, gb]

    def predict(self, images):
        return torch.cat([self(part).topk(1, dim=1).indices[:, 0] for part in torch.split(images, 100)])


OWN_TRAIN = train


@torch.no_grad()
def train(model, *rest, **named):
    return OWN_TRAIN(
        type(
            "M",
            (),
            {
                "parameters": lambda s: list(model.parameters()),
                "loss_and_grads": lambda s, x, y: model.loss_and_grads(x, y),
            },
        )(),
        *rest,
        **named,
    )
