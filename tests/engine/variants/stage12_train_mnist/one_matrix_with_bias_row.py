"""Keeps weights and biases in one matrix, and the kernels in another memory order."""


class CNN(CNN):
    def __init__(self, generator=None):
        super().__init__(generator)
        self.all = torch.cat([self.w, self.b[None]])
        self.w, self.b = self.all[:1152], self.all[1152]
        self.kernels_theta = self.kernels_theta.permute(1, 2, 0).contiguous().permute(2, 0, 1)

    def parameters(self):
        return [self.all, self.kernels_theta]

    def loss_and_grads(self, images, targets):
        loss, (k, w, b) = super().loss_and_grads(images, targets)
        return loss, [torch.vstack([w, b]), k]
