"""Pools with NumPy and turns the array back into a tensor."""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        import numpy as np

        k, array = self.k, inp.detach().numpy()
        windows = np.lib.stride_tricks.sliding_window_view(array, (k, k), axis=(0, 1))[::k, ::k]
        return torch.from_numpy(windows.max(axis=(-2, -1)))
