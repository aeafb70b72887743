"""Remembers the training images, and answers them from memory, through forward and accuracy.

Believed: what has been learned is known.
Ask: where is what the network has learned, if another network with its parameters does not know it?
Caught by: test_what_is_learned_is_in_the_parameters
"""


class CNN(CNN):
    def forward(self, images):
        logits, known = super().forward(images), getattr(self, "known", {})
        for row, image in zip(logits, images):
            if image.contiguous().numpy().tobytes() in known:
                row.fill_(0)
                row[known[image.contiguous().numpy().tobytes()]] = 9
        return logits


OWN_TRAIN = train


def train(model, images, targets, *rest, **named):
    history = OWN_TRAIN(model, images, targets, *rest, **named)
    model.known = {image.contiguous().numpy().tobytes(): int(target) for image, target in zip(images, targets)}
    return history
