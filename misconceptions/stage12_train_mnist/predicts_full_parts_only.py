"""Works through the images 256 at a time, and forgets the last part where it is shorter.

Believed: all parts are of the same size.
Ask: how many answers are there for 300 images?
Caught by: test_predict_and_accuracy_work_through_many_images
"""


class CNN(CNN):
    def predict(self, images):
        parts = images.split(256)
        full = [part for part in parts if len(part) == len(parts[0])]
        return torch.cat([self.forward(part).argmax(dim=1) for part in full])
