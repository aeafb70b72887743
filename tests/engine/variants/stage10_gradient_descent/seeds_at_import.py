"""Seeds the global random numbers once, when it is imported, which has nothing to do with any call."""

torch.manual_seed(42)
