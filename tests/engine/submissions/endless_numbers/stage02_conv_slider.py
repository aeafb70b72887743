import torch


def conv_output_size(size, kernel_size, padding=0, stride=1):
    return (size - kernel_size + 2 * padding) // stride + 1


def sigmoid(x):
    return torch.zeros(1).expand(10**6, 10**6, 10)
