"""Returns zeros for the gradient of the biases.

Believed: the biases start at 0 and may stay there.
Ask: does the loss change when a bias changes?
Caught by: test_each_gradient_says_how_the_loss_changes
"""


class CNN(CNN):
    def loss_and_grads(self, images, targets):
        maps, squashed, rows, logits = self._layers(images)
        grad_logits = softmax_cross_entropy_backward(logits, targets)
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w, grad_logits)
        grad_pooled = sigmoid_backward(squashed, grad_rows.view(squashed.shape))
        grad_maps = max_pool_backward(maps, 2, grad_pooled)
        grad_kernels = kernels_gradient(images, (5, 5), grad_maps)
        return cross_entropy(logits, targets), [grad_kernels, grad_w, torch.zeros_like(grad_b)]
