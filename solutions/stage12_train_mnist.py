"""Stage 12, solved. The lesson is in exercises/stage12_train_mnist.py."""

from __future__ import annotations

import torch
from stage02_conv_slider import sigmoid
from stage04_affine_softmax import lecun_normal
from stage06_loss import cross_entropy
from stage07_affine_softmax_backward import affine_backward, softmax_cross_entropy_backward
from stage09_conv_backward import sigmoid_backward
from stage10_gradient_descent import SGD, minibatches
from stage11_vectorised import conv_forward, kernels_gradient, max_pool_backward, max_pool_forward


class CNN:
    """The tutorial's network, for a batch of digits: 8 kernels of 5 x 5, sigmoid, max pooling by 2, and 10 logits.

    images (N, 28, 28) --> (N, 24, 24, 8) --> (N, 12, 12, 8) --> (N, 1152) --> logits (N, 10)
    """

    def __init__(self, generator: torch.Generator | None = None) -> None:
        """Draw the parameters: kernels of standard deviation 0.2, weights of 1/sqrt(1152); the biases are 0.

        generator: where the random numbers come from. None means torch's global generator.
        """
        self.kernels_theta = lecun_normal((8, 5, 5), 25, generator)
        self.w = lecun_normal((1152, 10), 1152, generator)
        self.b = torch.zeros(10)

    def parameters(self) -> list[torch.Tensor]:
        """Return the tensors that training changes, always the same ones in the same order.

        Returns a list of float32 tensors, here kernels_theta (8, 5, 5), w (1152, 10) and b (10,): all that training
        changes, and all that decides the logits of an image. You may choose another order, or other shapes.
        """
        return [self.kernels_theta, self.w, self.b]

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Return the logits of each image: softmax would make probabilities of them.

        images: tensor (N, 28, 28) float32, in any memory layout; it is not changed.
        Returns a tensor (N, 10) float32. An image's logits do not depend on the other images of the batch.
        """
        _, _, _, logits = self._layers(images)
        return logits

    def loss_and_grads(self, images: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """Return the mean cross entropy of a batch, and its gradient for each parameter.

        images: tensor (N, 28, 28) float32. targets: tensor (N,) int64, the right classes. Neither is changed, and the
        parameters are not changed either: that is left to SGD.
        Returns the loss, a single number such as a tensor (), and a list of gradients in the order and the shapes of
        parameters().
        """
        maps, squashed, rows, logits = self._layers(images)
        grad_logits = softmax_cross_entropy_backward(logits, targets)  # (N, 10)
        grad_rows, grad_w, grad_b = affine_backward(rows, self.w, grad_logits)
        grad_pooled = sigmoid_backward(squashed, grad_rows.reshape(squashed.shape))  # (N, 12, 12, 8)
        grad_maps = max_pool_backward(maps, 2, grad_pooled)  # (N, 24, 24, 8)
        grad_kernels = kernels_gradient(images, (5, 5), grad_maps)
        return cross_entropy(logits, targets), [grad_kernels, grad_w, grad_b]

    def predict(self, images: torch.Tensor) -> torch.Tensor:
        """Return the class with the largest logit for each image.

        images: tensor (N, 28, 28) float32; it is not changed. Returns a tensor (N,) int64.
        It is best to take a few hundred images at a time: the windows of 10,000 images would fill half a gigabyte.
        """
        return torch.cat([self.forward(part).argmax(dim=1) for part in images.split(256)])

    def _layers(self, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """The forward pass, with what the backward pass needs of it.

        The sigmoid is increasing, so the largest of four sigmoids is the sigmoid of the largest: to pool first gives
        the same numbers, and leaves a quarter of them to squash.
        """
        maps = conv_forward(images, self.kernels_theta)  # (N, 24, 24, 8)
        squashed = sigmoid(max_pool_forward(maps, 2).contiguous())  # (N, 12, 12, 8), in memory too
        rows = squashed.reshape(len(images), -1)  # (N, 1152)
        return maps, squashed, rows, rows @ self.w + self.b


def accuracy(model: CNN, images: torch.Tensor, targets: torch.Tensor) -> float:
    """Return the share of the images whose class the model predicts, between 0 and 1.

    images: tensor (N, 28, 28) float32. targets: tensor (N,) int64. Neither is changed, nor is the model.
    """
    return (model.predict(images) == targets).double().mean().item()


def train(
    model: CNN,
    images: torch.Tensor,
    targets: torch.Tensor,
    epochs: int,
    lr: float,
    momentum: float,
    batch_size: int,
    seed: int,
) -> list[float]:
    """Teach the model with gradient descent on minibatches; its parameters change in place.

    images: tensor (N, 28, 28) float32. targets: tensor (N,) int64. Neither is changed.
    epochs: how many times each image is used. lr, momentum: for SGD. batch_size: images a step.
    seed: decides the order of the images, alone; another epoch has another order. The same model, data and seed
    give the same parameters again.
    Returns the history: for each epoch the mean loss over its images, each taken when its batch was used.
    """
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for _ in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
