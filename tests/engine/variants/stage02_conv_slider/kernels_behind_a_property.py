"""Keeps the kernels as the columns of a matrix, behind a property that reads and writes them."""


class ConvolutionalLayer(ConvolutionalLayer):
    def __init__(self, num_kernels, kernel_shape):
        self.kernels_theta = torch.randn(num_kernels, *kernel_shape) / 5

    @property
    def kernels_theta(self):
        return self._columns.t().reshape(self._shape)

    @kernels_theta.setter
    def kernels_theta(self, kernels):
        self._shape, self._columns = kernels.shape, kernels.reshape(len(kernels), -1).t()
