"""Takes the maximum down the columns of a window, and then along the row that is left."""


class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        lower = torch.stack([rows.amax(dim=0) for rows in inp.split(self.k) if len(rows) == self.k])
        parts = [part for part in lower.split(self.k, dim=1) if part.shape[1] == self.k]
        return torch.stack([part.amax(dim=1) for part in parts], dim=1)
