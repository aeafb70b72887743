"""Trains, and returns nothing.

Believed: the model is the result of the training.
Ask: how would you see whether the loss still falls?
Caught by: test_training_gives_a_history_and_leaves_the_data_alone
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step(grads)
            total += float(loss) * len(chosen)
        history.append(total / len(images))
