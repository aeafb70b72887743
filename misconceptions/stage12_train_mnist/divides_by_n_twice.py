"""Divides the gradients by the number of images once more.

Believed: gradients have to be averaged over the batch.
Ask: where is the 1/N already, after softmax_cross_entropy_backward?
Caught by: test_the_gradient_of_a_batch_is_the_mean_of_its_images
"""


class CNN(CNN):
    def loss_and_grads(self, images, targets):
        maps, squashed, rows, logits = self._layers(images)
        grad_logits = softmax_cross_entropy_backward(logits, targets)
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w, grad_logits)
        grad_pooled = sigmoid_backward(squashed, grad_rows.view(squashed.shape))
        grad_maps = max_pool_backward(maps, 2, grad_pooled)
        grad_kernels = kernels_gradient(images, (5, 5), grad_maps)
        return cross_entropy(logits, targets), [grad / len(images) for grad in (grad_kernels, grad_w, grad_b)]
