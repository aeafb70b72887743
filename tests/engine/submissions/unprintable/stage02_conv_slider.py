def conv_output_size(size, kernel_size, padding=0, stride=1):
    return (size - kernel_size + 2 * padding) // stride + 1


class Unprintable:
    shape = property(lambda self: 1 / 0)

    def __repr__(self):
        return 3


def sigmoid(x):
    return Unprintable()
