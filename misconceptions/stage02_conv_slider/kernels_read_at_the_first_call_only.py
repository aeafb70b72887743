"""Remembers the kernels at the first forward pass, and uses them ever after.

Believed: kernels stay what they are.
Ask: after a step of training, what should the same image give?
Caught by: test_forward_reads_its_kernels_each_time
"""


class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        if not hasattr(self, "_kernels"):
            self._kernels = self.kernels_theta.clone()
        kernels, self.kernels_theta = self.kernels_theta, self._kernels
        output = super().forward(inp)
        self.kernels_theta = kernels
        return output
