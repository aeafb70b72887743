"""Keeps the channels first inside, weights as (C, D), and the parameters in another order."""


class CNN(CNN):
    def __init__(self, generator=None):
        super().__init__(generator)
        self.w = self.w.t().contiguous()

    def parameters(self):
        return (self.b, self.w, self.kernels_theta)

    def _layers(self, images):
        maps = conv_forward(images, self.kernels_theta)
        squashed = sigmoid(max_pool_forward(maps, 2))
        rows = squashed.permute(0, 3, 1, 2).flatten(1)
        return maps, squashed, rows, rows @ self.w.t() + self.b

    def loss_and_grads(self, images, targets):
        maps, squashed, rows, logits = self._layers(images)
        grad_logits = softmax_cross_entropy_backward(logits, targets)
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w.t(), grad_logits)
        grad_pooled = grad_rows.reshape(-1, 8, 12, 12).permute(0, 2, 3, 1)
        grad_maps = max_pool_backward(maps, 2, sigmoid_backward(squashed, grad_pooled))
        return cross_entropy(logits, targets), (grad_b, grad_w.t(), kernels_gradient(images, (5, 5), grad_maps))
