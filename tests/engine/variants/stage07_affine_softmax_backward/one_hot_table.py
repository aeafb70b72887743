"""Subtracts a one-hot table, and returns a list."""


def softmax_cross_entropy_backward(logits, targets):
    one_hot = torch.nn.functional.one_hot(targets, num_classes=logits.shape[1])
    return (torch.softmax(logits, dim=1) - one_hot) / logits.shape[0]


def affine_backward(inp, w, grad_out):
    return [grad_out.matmul(w.T), inp.T.matmul(grad_out), grad_out.sum(0)]
