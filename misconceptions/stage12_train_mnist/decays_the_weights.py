"""Makes all parameters a little smaller in each step.

Believed: weight decay belongs to SGD.
Ask: where does the loss that the gradients belong to speak of large weights?
Caught by: test_nothing_moves_where_there_is_nothing_to_learn
"""


def train(model, images, targets, epochs, lr, momentum, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    optimiser = SGD(model.parameters(), lr, momentum)
    history = []
    for epoch in range(epochs):
        total = 0.0
        for chosen in minibatches(len(images), batch_size, generator):
            loss, grads = model.loss_and_grads(images[chosen], targets[chosen])
            optimiser.step([grad + 1e-4 * param for grad, param in zip(grads, model.parameters())])
            total += float(loss) * len(chosen)
        history.append(total / len(images))
    return history
