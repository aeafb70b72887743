"""Takes softmax in forward, and hands the probabilities to a loss that expects logits; the gradients fit.

Believed: the loss wants the output of the network.
Ask: how large can the softmax of ten numbers between 0 and 1 be at most?
Caught by: test_eight_digits_are_learned_by_heart
"""


class CNN(CNN):
    def _layers(self, images):
        maps, squashed, rows, logits = super()._layers(images)
        return maps, squashed, rows, logits.softmax(dim=1)

    def loss_and_grads(self, images, targets):
        maps, squashed, rows, p = self._layers(images)
        grad_p = softmax_cross_entropy_backward(p, targets)
        grad_logits = p * (grad_p - (grad_p * p).sum(dim=1, keepdim=True))
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w, grad_logits)
        grad_maps = max_pool_backward(maps, 2, sigmoid_backward(squashed, grad_rows.view(squashed.shape)))
        return cross_entropy(p, targets), [kernels_gradient(images, (5, 5), grad_maps), grad_w, grad_b]
