"""Takes the mean of the logits' gradients for the biases.

Believed: a bias is shared by all the images of the batch, so it gets the mean.
Ask: the loss is a mean already: how often would you divide by N?
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
        return cross_entropy(logits, targets), [grad_kernels, grad_w, grad_logits.mean(dim=0)]
