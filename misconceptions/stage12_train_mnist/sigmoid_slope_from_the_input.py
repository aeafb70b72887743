"""Hands sigmoid_backward what went into the sigmoid.

Believed: a backward function gets what the forward function got.
Ask: in out * (1 - out), what is out, and between which numbers does it lie?
Caught by: test_each_gradient_says_how_the_loss_changes
"""


class CNN(CNN):
    def loss_and_grads(self, images, targets):
        maps, squashed, rows, logits = self._layers(images)
        grad_logits = softmax_cross_entropy_backward(logits, targets)
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w, grad_logits)
        grad_pooled = sigmoid_backward(max_pool_forward(maps, 2), grad_rows.view(squashed.shape))
        grad_maps = max_pool_backward(maps, 2, grad_pooled)
        grad_kernels = kernels_gradient(images, (5, 5), grad_maps)
        return cross_entropy(logits, targets), [grad_kernels, grad_w, grad_b]
