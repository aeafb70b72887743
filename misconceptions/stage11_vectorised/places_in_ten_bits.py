"""Counts the pixels of an image in ten bits.

Believed: 28 * 28 = 784 pixels are below 1024.
Ask: what does the contract say about the size of an image?
Caught by: test_im2col_of_digits_and_of_large_batches
"""


def im2col(images, kernel_shape):
    num_images, height, width = images.shape
    tops = torch.arange(height - kernel_shape[0] + 1)[:, None] * width + torch.arange(width - kernel_shape[1] + 1)
    inside = torch.arange(kernel_shape[0])[:, None] * width + torch.arange(kernel_shape[1])
    return images.reshape(num_images, -1)[:, (tops.view(-1, 1) + inside.view(1, -1)) % 1024]
