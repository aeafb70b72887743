"""Subtracts the mean of all digits, 0.13, and divides by their deviation, 0.31, before the convolution.

Believed: every program for MNIST does that.
Ask: who scales the images here: the network, or whoever calls it?
Caught by: test_logits_are_sums_of_the_largest_sigmoids_of_windows
"""


class CNN(CNN):
    def _layers(self, images):
        return super()._layers((images - 0.1307) / 0.3081)

    def loss_and_grads(self, images, targets):
        maps, squashed, rows, logits = self._layers(images)
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w, softmax_cross_entropy_backward(logits, targets))
        grad_maps = max_pool_backward(maps, 2, sigmoid_backward(squashed, grad_rows.reshape(squashed.shape)))
        grad_kernels = kernels_gradient((images - 0.1307) / 0.3081, (5, 5), grad_maps)
        return cross_entropy(logits, targets), [grad_kernels, grad_w, grad_b]
