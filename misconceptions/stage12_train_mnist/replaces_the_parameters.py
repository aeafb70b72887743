"""Assigns new tensors to the network after each step.

Believed: model.w = model.w - lr * grad changes the parameters of the model.
Ask: what do the tensors hold that parameters() gave before the training?
Caught by: test_training_changes_the_tensors_that_parameters_gave
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator, history = torch.Generator().manual_seed(seed), []
    velocities = [torch.zeros_like(param) for param in model.parameters()]
    for _ in range(epochs):
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            velocities = [momentum * velocity + grad for velocity, grad in zip(velocities, grads)]
            moved = [param - lr * velocity for param, velocity in zip(model.parameters(), velocities)]
            model.kernels_theta, model.w, model.b = moved
            history.append(float(loss))
    return history
