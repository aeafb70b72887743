"""Keeps the logits of the last forward call, and computes loss and gradients from them.

Believed: forward has just been called with these images.
Ask: which images, and which parameters, were in use when forward ran last?
Caught by: test_loss_and_grads_remembers_nothing
"""


class CNN(CNN):
    kept = None

    def forward(self, images):
        self.kept = self._layers(images)
        return self.kept[3]

    def loss_and_grads(self, images, targets):
        if self.kept is None or len(self.kept[3]) != len(images):
            self.forward(images)
        maps, squashed, rows, logits = self.kept
        grad_logits = softmax_cross_entropy_backward(logits, targets)
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w, grad_logits)
        grad_maps = max_pool_backward(maps, 2, sigmoid_backward(squashed, grad_rows.view(squashed.shape)))
        return cross_entropy(logits, targets), [kernels_gradient(images, (5, 5), grad_maps), grad_w, grad_b]
