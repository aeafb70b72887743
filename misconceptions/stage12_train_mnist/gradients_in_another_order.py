"""Returns the gradients in the order in which they were computed.

Believed: the gradients are all there, so the order does not matter.
Ask: which gradient does SGD pair with the first parameter?
Caught by: test_each_parameter_has_a_gradient_of_its_shape
"""


class CNN(CNN):
    def loss_and_grads(self, images, targets):
        maps, squashed, rows, logits = self._layers(images)
        grad_logits = softmax_cross_entropy_backward(logits, targets)
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w, grad_logits)
        grad_pooled = sigmoid_backward(squashed, grad_rows.view(squashed.shape))
        grad_maps = max_pool_backward(maps, 2, grad_pooled)
        grad_kernels = kernels_gradient(images, (5, 5), grad_maps)
        return cross_entropy(logits, targets), [grad_b, grad_w, grad_kernels]
