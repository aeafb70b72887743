# %% [markdown]
# # Stage 12: training on real digits
#
# You have written every part of a network that learns: what it computes, what its mistakes cost, which way each of its
# numbers should move, and the step itself. This stage puts them together, and shows them handwritten digits.
#
#     forward    images (N, 28, 28) --conv--> (N, 24, 24, 8) --sigmoid, pool--> (N, 12, 12, 8) --flatten--> (N, 1152)
#                --affine--> logits (N, 10) --cross-entropy--> loss ()
#     backward   the same way back, step by step, to a gradient for each parameter
#     train      forward, backward, SGD.step; for each batch, in each epoch
#
# Letters: N images of a batch. 8 kernels of 5 x 5; 24 = 28 - 5 + 1; pooling by 2; 1152 = 12 * 12 * 8; ten classes.
#
# | what you need | your stage |
# |---|---|
# | `sigmoid`, `lecun_normal` | 02, 04 |
# | `cross_entropy`, `softmax_cross_entropy_backward`, `affine_backward` | 06, 07 |
# | `sigmoid_backward` | 09 |
# | `minibatches`, `SGD` | 10 |
# | `conv_forward`, `conv_backward`, `max_pool_forward`, `max_pool_backward`, for a whole batch | 11 |
#
# This is the only stage that is built on your other ones. If one of them does not pass its own tests, the tests of this
# stage are *blocked* and say which one they wait for.
#
# A loop over windows in stage 11 is right, and slow. The tests use few images, so that a loop in which each window is
# cut out of the whole batch has time enough. One that goes through the images too is stopped where there are hundreds
# of them: a test has five seconds. Then it is time for stage 11 without the loop.
#
# ## By hand
# The smallest network with all the parts: an image of 2 x 2, one kernel of 1 x 1, pooling by 2, two classes. The kernel
# is k = 0.5, the weights are w = (1, -1), the biases 0, and the right class is the second one.
#
#     image         1   2        maps = k * image    0.5   1          largest   1
#                   0  -1                            0    -0.5
#
#     sigmoid(1)    s = 0.7311              logits         s * w = (0.7311, -0.7311)
#     softmax       (0.8119, 0.1881)        loss           -log(0.1881) = 1.6705
#
# Now backward. Each line takes the gradient of the line above it one step further:
#
#     logits        p - (0, 1)                             (0.8119, -0.8119)        stage 07
#     weights       s * that                               (0.5935, -0.5935)        stage 07
#     biases        that itself                            (0.8119, -0.8119)        stage 07
#     s             0.8119 * 1 + (-0.8119) * (-1)          1.6237                   stage 07
#     largest       1.6237 * s * (1 - s) = 1.6237 * 0.1966      0.3192              stage 09
#     maps          to the winner, and 0 to the others     0  0.3192 / 0  0         stage 08, or 11
#     kernel        0.3192 * the pixel under it, 2         0.6385                   stage 09, or 11
#
# Check the last number without any backward pass: with k = 0.51 the loss is 1.67691, with k = 0.49 it is 1.66414, and
# (1.67691 - 1.66414) / 0.02 = 0.6385. The tests do the same with your network: they move its parameters a little and
# look whether the loss changes as the gradients say.
#
# ## Where the original tutorial went wrong
# - It stopped before the backward pass, so its network has never learned anything: it drew random weights, printed ten
#   probabilities that belong to no digit, and ended.
# - It fitted a scaler to its training images, and then sent the raw pixels through the network. Here the images go from
#   0 to 1, for training and for testing: one way for both.
# - Its weights were so large that its first loss was 3.2 to 6.7. Look at the first loss of a network before you train
#   it: ln 10 = 2.30 is what a guess costs, and LeCun's weights cost little more.
# - What those who do train commonly get wrong: they see the accuracy rise, and believe that their gradients are right.
#   In the run at the end of this lesson the right network reads 937 of 1,000 new digits. One that forgets the gradient
#   of its biases reads 937 too, and one that gives the gradient back to the wrong pixels 898. Accuracy proves nothing
#   about gradients: the change of the loss does.

# %%
from __future__ import annotations

import torch

# ruff: noqa: F401 - the stubs do not use them yet
from stage02_conv_slider import sigmoid
from stage04_affine_softmax import lecun_normal
from stage06_loss import cross_entropy
from stage07_affine_softmax_backward import affine_backward, softmax_cross_entropy_backward
from stage09_conv_backward import sigmoid_backward
from stage10_gradient_descent import SGD, minibatches
from stage11_vectorised import conv_backward, conv_forward, max_pool_backward, max_pool_forward

# %% [markdown]
# ## The network
# **Keep what the way back needs.** `affine_backward` asks for the rows that went into the affine map,
# `sigmoid_backward` for what came out of the sigmoid, `max_pool_backward` for the maps that went into the pooling. So
# the forward pass has to hand these out, and not the logits alone. A helper method that returns all of them serves
# `forward` and `loss_and_grads` both. It must run anew for each call: an optimiser has changed the parameters since.
#
# **Sigmoid and pooling may change places.** The sigmoid is increasing: the largest of four sigmoids is the sigmoid of
# the largest. Both orders give the same logits, and pooling first leaves a quarter of the numbers to squash. Whatever
# you choose, the way back goes in the opposite order.
#
# **Flattening has a way back too.** It moves no number, so its gradient is the same numbers in the old shape: (N, 1152)
# becomes (N, 12, 12, 8) again, in the order in which it was flattened.
#
# **Before the first layer there is nothing to teach.** `conv_backward` gives two gradients, and that of the images is
# of no use here. A helper that computes the other one alone saves time; the tests do not ask for it.
#
# **The mean is taken once.** `softmax_cross_entropy_backward` divides by N. All that follows only sums.
#
# **Random kernels, and not equal ones.** Kernels that start equal, with equal weights behind them, get equal gradients,
# and stay equal for ever: eight copies of one kernel.


# %%
class CNN:
    """The tutorial's network, for a batch of digits: 8 kernels of 5 x 5, sigmoid, max pooling by 2, and 10 logits.

    images (N, 28, 28) --> (N, 24, 24, 8) --> (N, 12, 12, 8) --> (N, 1152) --> logits (N, 10)
    """

    def __init__(self, generator: torch.Generator | None = None) -> None:
        """Draw the parameters: kernels of standard deviation 0.2, weights of 1/sqrt(1152); the biases are 0.

        generator: where the random numbers come from. None means torch's global generator.
        """
        raise NotImplementedError("stage 12: CNN.__init__")

    def parameters(self) -> list[torch.Tensor]:
        """Return the tensors that training changes, always the same ones in the same order.

        Returns a list of float32 tensors, here kernels_theta (8, 5, 5), w (1152, 10) and b (10,): all that training
        changes, and all that decides the logits of an image. You may choose another order, or other shapes.
        """
        raise NotImplementedError("stage 12: CNN.parameters")

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Return the logits of each image: softmax would make probabilities of them.

        images: tensor (N, 28, 28) float32, in any memory layout; it is not changed.
        Returns a tensor (N, 10) float32. An image's logits do not depend on the other images of the batch.
        """
        raise NotImplementedError("stage 12: CNN.forward")

    def loss_and_grads(self, images: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """Return the mean cross entropy of a batch, and its gradient for each parameter.

        images: tensor (N, 28, 28) float32. targets: tensor (N,) int64, the right classes. Neither is changed, and the
        parameters are not changed either: that is left to SGD.
        Returns the loss, a single number such as a tensor (), and a list of gradients in the order and the shapes of
        parameters().
        """
        raise NotImplementedError("stage 12: CNN.loss_and_grads")

    def predict(self, images: torch.Tensor) -> torch.Tensor:
        """Return the class with the largest logit for each image.

        images: tensor (N, 28, 28) float32; it is not changed. Returns a tensor (N,) int64.
        It is best to take a few hundred images at a time: the windows of 10,000 images would fill half a gigabyte.
        """
        raise NotImplementedError("stage 12: CNN.predict")


# %% [markdown]
# ## How good is it?
# The share of right answers is easy to read, and it is what people ask for. But it moves in jumps, and most small
# changes of the parameters leave it as it is: nothing could be learned from it. Learning needs the loss.


# %%
def accuracy(model: CNN, images: torch.Tensor, targets: torch.Tensor) -> float:
    """Return the share of the images whose class the model predicts, between 0 and 1.

    images: tensor (N, 28, 28) float32. targets: tensor (N,) int64. Neither is changed, nor is the model.
    """
    raise NotImplementedError("stage 12: accuracy")


# %% [markdown]
# ## Training
# Everything that is random in a training is the order of the images, and one generator decides it: made once from the
# seed, and handed to `minibatches` for each epoch. Make the optimiser once as well. Its velocities belong to the whole
# training; a new one at each epoch would start from rest again.
#
# The mean loss of an epoch is a mean over *images*. With 5 images in batches of 4, it is (4 * L1 + 1 * L2) / 5 and not
# (L1 + L2) / 2.
#
# When your tests pass, teach it the digits that come with this kata, with every fifth one kept for the end:
#
#     from kata.data import load_digits
#
#     torch.set_num_threads(1)
#     digits = load_digits()
#     images, labels = torch.from_numpy(digits.images).float() / 255, torch.from_numpy(digits.labels)
#     held_out = torch.arange(len(labels)) % 5 == 0
#     model = CNN(torch.Generator().manual_seed(0))
#     print(train(model, images[~held_out], labels[~held_out], epochs=10, lr=0.05, momentum=0.9, batch_size=32, seed=0))
#     print(accuracy(model, images[held_out], labels[held_out]))
#
# With the solution this takes some seconds. The mean losses go from about 1.8 in the first epoch to 0.14 in the tenth,
# and of the thousand digits that it has never seen it reads about 930. Put these lines below your code while you try
# them, or let `python -m kata train` do it: it scales the pixels from 0 to 8, for training and testing both, takes
# smaller steps in the last epochs, shows how it goes, and draws what the network learned.


# %%
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
    raise NotImplementedError("stage 12: train")
