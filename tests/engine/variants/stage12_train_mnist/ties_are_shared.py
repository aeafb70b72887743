"""Shares the gradient of a pooling window among its largest numbers, and keeps the maps of the last forward call."""


def max_pool_backward(maps, k, grad_out):
    windows = maps.unfold(1, k, k).unfold(2, k, k).flatten(4)
    largest = (windows == windows.amax(dim=4, keepdim=True)).to(maps.dtype)
    shares = (largest / largest.sum(dim=4, keepdim=True) * grad_out[..., None]).unflatten(4, (k, k))
    return shares.permute(0, 1, 4, 2, 5, 3).reshape(maps.shape)


class CNN(CNN):
    def forward(self, images):
        self.maps, self.squashed, self.rows, logits = self._layers(images)
        return logits

    def loss_and_grads(self, images, targets):
        logits = self.forward(images)
        grad_logits = softmax_cross_entropy_backward(logits, targets)
        grad_rows, grad_w, grad_b = affine_backward(self.rows, self.w, grad_logits)
        grad_pooled = sigmoid_backward(self.squashed, grad_rows.view_as(self.squashed))
        grad_maps = max_pool_backward(self.maps, 2, grad_pooled)
        return cross_entropy(logits, targets), (kernels_gradient(images, (5, 5), grad_maps), grad_w, grad_b)
