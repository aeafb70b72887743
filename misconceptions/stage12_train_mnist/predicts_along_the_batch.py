"""Takes the argmax over the images.

Believed: argmax(0) is the argmax of each row.
Ask: how many answers are there for three images?
Caught by: test_predict_gives_the_class_with_the_largest_logit
"""


class CNN(CNN):
    def predict(self, images):
        return self.forward(images).argmax(dim=0)
