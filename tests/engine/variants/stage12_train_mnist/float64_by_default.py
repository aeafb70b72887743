"""Sets torch's default dtype when it is imported, and makes float32 tensors where they are wanted."""

torch.set_default_dtype(torch.float64)
