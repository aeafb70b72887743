"""Keeps the flattened kernels until kernels_theta is another object.

Believed: who changes the kernels puts a new tensor in their place.
Ask: a step of training writes into kernels_theta: is it another object then?
Caught by: test_forward_reads_its_kernels_each_time
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        if getattr(self, "_seen", None) is not self.kernels_theta:
            self._seen, self._rows = self.kernels_theta, self.kernels_theta.detach().flatten(1).clone()
        if inp.dim() != 2:
            raise ValueError("inp must be (H, W)")
        sums = torch.stack([self._rows @ window.reshape(-1) for window, _, _ in self.slider(inp)])
        return sigmoid(sums).view(conv_output_size(inp.shape[0], self.kernels_theta.shape[1]), -1, len(self._rows))
