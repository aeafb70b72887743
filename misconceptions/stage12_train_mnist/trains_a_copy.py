"""Gives copies of the parameters to SGD.

Believed: training should not change the original.
Ask: which tensors does forward use after the training?
Caught by: test_training_changes_the_tensors_that_parameters_gave
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD([param.clone() for param in model.parameters()], lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
