"""Walks down the columns, and counts with tensors of a single integer."""


class MaxPoolLayer(MaxPoolLayer):
    def slider(self, inp):
        k = self.k
        for w_idx in torch.arange(inp.shape[1] // k):
            for h_idx in torch.arange(inp.shape[0] // k):
                yield inp[h_idx * k : (h_idx + 1) * k].narrow(1, int(w_idx) * k, k), h_idx, w_idx
