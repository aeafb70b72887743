"""Keeps input, logits and probabilities for a backward pass, and prints shapes as the tutorial does."""


class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        self.last_input = inp
        x = inp.reshape(1, -1)
        print(f"input shape: {tuple(x.shape)}, weight shape: {tuple(self.w.shape)}")
        self.last_logits = torch.addmm(self.b, x, self.w)
        self.last_probabilities = softmax(self.last_logits)
        return self.last_probabilities
