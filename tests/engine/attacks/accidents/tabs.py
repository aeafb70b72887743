"""Is indented with tabs below a solution with spaces.

State: passed
"""


def sigmoid(x):
	if x.dim() == 0:
		return torch.sigmoid(x)
	return 1 / (1 + torch.exp(-x))
