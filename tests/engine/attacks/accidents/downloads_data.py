"""Downloads what it needs, as a notebook does.

State: failed
Says: URLError
"""

from urllib.request import urlopen


def sigmoid(x):
    with urlopen("http://127.0.0.1:9/one.txt", timeout=1) as answer:
        return float(answer.read()) / (1 + torch.exp(-x))
