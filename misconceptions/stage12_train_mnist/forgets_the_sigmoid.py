"""Goes back from the affine map to the pooling as if there were no sigmoid between them.

Believed: the sigmoid only squashes, it has nothing to learn.
Ask: by what is the gradient multiplied on its way back through a sigmoid?
Caught by: test_each_gradient_says_how_the_loss_changes
"""


class CNN(CNN):
    def loss_and_grads(self, images, targets):
        maps, squashed, rows, logits = self._layers(images)
        grad_logits = softmax_cross_entropy_backward(logits, targets)
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w, grad_logits)
        grad_pooled = grad_rows.view(squashed.shape)
        grad_maps = max_pool_backward(maps, 2, grad_pooled)
        grad_kernels = kernels_gradient(images, (5, 5), grad_maps)
        return cross_entropy(logits, targets), [grad_kernels, grad_w, grad_b]
