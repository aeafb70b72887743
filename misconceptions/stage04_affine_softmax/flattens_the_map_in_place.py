"""Resizes the caller's map to one row.

Believed: resize_ is the reshape that copies nothing.
Ask: what shape has the map after the call?
"""

class AffineAndSoftmaxLayer(AffineAndSoftmaxLayer):
    def forward(self, inp):
        flat = inp.contiguous().detach()
        inp.set_(flat.untyped_storage(), flat.storage_offset(), (1, flat.numel()))
        return softmax(inp @ self.w + self.b)
