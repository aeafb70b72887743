"""Is made of layer objects that keep what their way back needs."""


class Layer:
    pass


class Conv(Layer):
    def __init__(self, g):
        self.k = lecun_normal((8, 5, 5), 25, g)

    def forward(self, x):
        self.x = x
        return conv_forward(x, self.k)

    def backward(self, g):
        self.g = kernels_gradient(self.x, (5, 5), g)


class Sig(Layer):
    def forward(self, x):
        self.out = sigmoid(x)
        return self.out

    def backward(self, g):
        return sigmoid_backward(self.out, g)


class Pool(Layer):
    def forward(self, x):
        self.x = x
        return max_pool_forward(x, 2)

    def backward(self, g):
        return max_pool_backward(self.x, 2, g)


class Flat(Layer):
    def forward(self, x):
        self.s = x.shape
        return x.flatten(1)

    def backward(self, g):
        return g.view(self.s)


class Affine(Layer):
    def __init__(self, g):
        self.w, self.b = lecun_normal((1152, 10), 1152, g), torch.zeros(10)

    def forward(self, x):
        self.x = x
        return torch.addmm(self.b, x, self.w)

    def backward(self, g):
        back, self.gw, self.gb = affine_backward(self.x, self.w, g)
        return back


class CNN:
    def __init__(self, generator=None):
        self.layers = Conv(generator), Sig(), Pool(), Flat(), Affine(generator)

    def parameters(self):
        return [self.layers[4].b, self.layers[0].k, self.layers[4].w]

    def forward(self, images):
        for layer in self.layers:
            images = layer.forward(images)
        return images

    def loss_and_grads(self, images, targets):
        z = self.forward(images)
        g = softmax_cross_entropy_backward(z, targets)
        for layer in self.layers[::-1]:
            g = layer.backward(g)
        return cross_entropy(z, targets), [self.layers[4].gb, self.layers[0].g, self.layers[4].gw]

    def predict(self, images):
        return torch.tensor([int(z.argmax()) for part in images.split(50) for z in self.forward(part)])
