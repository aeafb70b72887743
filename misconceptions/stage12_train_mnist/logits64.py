"""Returns its logits as float64.

Believed: more digits do no harm.
Ask: which dtype does the docstring name?
Caught by: test_forward_gives_ten_logits_for_each_image
"""


class CNN(CNN):
    def forward(self, images):
        return super().forward(images).double()
