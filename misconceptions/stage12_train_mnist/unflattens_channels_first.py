"""Gives the gradient of a row back to the maps with the channels in front.

Believed: flattening loses the shape, so any shape with the right size will do.
Ask: which pixel and which channel is the second number of a row?
Caught by: test_each_gradient_says_how_the_loss_changes
"""


class CNN(CNN):
    def loss_and_grads(self, images, targets):
        maps, squashed, rows, logits = self._layers(images)
        grad_logits = softmax_cross_entropy_backward(logits, targets)
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w, grad_logits)
        grad_pooled = sigmoid_backward(squashed, grad_rows.view(-1, 8, 12, 12).permute(0, 2, 3, 1))
        grad_maps = max_pool_backward(maps, 2, grad_pooled)
        grad_kernels = kernels_gradient(images, (5, 5), grad_maps)
        return cross_entropy(logits, targets), [grad_kernels, grad_w, grad_b]
