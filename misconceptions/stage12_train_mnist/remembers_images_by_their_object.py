"""Keeps the logits for each tensor of images, by its id.

Believed: the same tensor has the same logits.
Ask: what else can change while the tensor stays the same object?
Caught by: test_forward_remembers_nothing
"""


class CNN(CNN):
    def forward(self, images):
        self.known = getattr(self, "known", {})
        if id(images) not in self.known:
            self.known[id(images)] = images, super().forward(images)
        return self.known[id(images)][1]
