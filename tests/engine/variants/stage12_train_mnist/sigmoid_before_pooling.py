"""Takes the sigmoid of all the maps and then pools, as the tutorial does."""


class CNN(CNN):
    def _layers(self, images):
        squashed = sigmoid(conv_forward(images, self.kernels_theta))
        pooled = max_pool_forward(squashed, 2)
        rows = pooled.reshape(len(images), -1)
        return squashed, pooled, rows, rows @ self.w + self.b

    def loss_and_grads(self, images, targets):
        squashed, pooled, rows, logits = self._layers(images)
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w, softmax_cross_entropy_backward(logits, targets))
        grad_squashed = max_pool_backward(squashed, 2, grad_rows.reshape(pooled.shape))
        grad_kernels = kernels_gradient(images, (5, 5), sigmoid_backward(squashed, grad_squashed))
        return cross_entropy(logits, targets), [grad_kernels, grad_w, grad_b]
