def conv_output_size(size, kernel_size, padding=0, stride=1):
    return (size - kernel_size + 2 * padding) // stride + 1


class Unprintable(Exception):
    def __str__(self):
        return 3


raise Unprintable
