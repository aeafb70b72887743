"""Nested lists of Python numbers, and one torch.tensor at the end; a random winner of a tie."""

import random
from itertools import product


def im2col(images, kernel_shape):
    (n, h, w), (kh, kw) = images.shape, kernel_shape
    pixels, places = images.tolist(), list(product(range(kh), range(kw)))
    windows = list(product(range(h - kh + 1), range(w - kw + 1)))
    rows = [[[image[y + i][x + j] for i, j in places] for y, x in windows] for image in pixels]
    return torch.tensor(rows, dtype=images.dtype)


def max_pool_forward(maps, k):
    n, h, w, f = maps.shape
    pixels, places = maps.tolist(), list(product(range(k), range(k)))
    return torch.tensor(
        [
            [
                [[max(image[y * k + i][x * k + j][c] for i, j in places) for c in range(f)] for x in range(w // k)]
                for y in range(h // k)
            ]
            for image in pixels
        ],
        dtype=maps.dtype,
    )


def max_pool_backward(maps, k, grad_out):
    pixels, upstream = maps.tolist(), grad_out.tolist()
    grad = [[[[0.0] * maps.shape[3] for _ in row] for row in image] for image in pixels]
    for n, y, x, c in product(*map(range, grad_out.shape)):
        places = list(product(range(y * k, y * k + k), range(x * k, x * k + k)))
        largest = max(pixels[n][i][j][c] for i, j in places)
        i, j = random.Random(n + y + x).choice([(i, j) for i, j in places if pixels[n][i][j][c] == largest])
        grad[n][i][j][c] = upstream[n][y][x][c]
    return torch.tensor(grad, dtype=maps.dtype)
