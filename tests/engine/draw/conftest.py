"""A running `kata draw`, and a real browser to look at it."""

import base64
import io
import json
import queue
import socket
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager

import numpy as np
import pytest
import torch
from PIL import Image

from kata.data import load_digits
from kata.draw.weights import find_weights
from kata.network.parameters import save_parameters
from kata.network.training import prepare
from tests.engine.browsers import browser  # noqa: F401
from tests.engine.programs import ROOT

SOLUTIONS = ROOT / "solutions"


class Server:
    """`kata draw` in a process of its own."""

    def __init__(self, target, *options):
        command = [sys.executable, "-m", "kata", "draw", str(target), "--port", "0", *map(str, options)]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self.process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)
        self.said = queue.Queue()
        threading.Thread(target=lambda: [self.said.put(line) for line in self.process.stdout], daemon=True).start()
        line = ""
        while not line.startswith("Draw here:"):
            line = self.said.get(timeout=120)
        self.address = line.split()[2]
        self.port = int(self.address.rstrip("/").rpartition(":")[2])

    def ask(self, image, wrong=""):
        """The answer to a POST as the page makes it; numbers as arrays."""
        body = json.dumps({"image": [float(each) for each in image], "wrong": wrong}).encode()
        headers = {"content-type": "application/json", "origin": self.address.rstrip("/")}
        request = urllib.request.Request(f"{self.address}read", body, headers)
        with urllib.request.urlopen(request, timeout=120) as response:
            answer = json.load(response)
        for each in answer["numbers"].values():
            each["numbers"] = np.frombuffer(base64.b64decode(each["numbers"]), "<f4").reshape(each["shape"])
        return answer

    def raw(self, data, seconds=10.0):
        """Send bytes as they are; what came back until the server closed or said all of it."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            connection.sendall(data)
            got = b""
            try:
                while part := connection.recv(1 << 16):
                    got += part
            except (TimeoutError, ConnectionError):
                pass
        return got

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        finally:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="session")
def held_out():
    return prepare(load_digits(), seed=0)[1]


@pytest.fixture(scope="session")
def weights(tmp_path_factory):
    return find_weights(load_digits(), None, tmp_path_factory.mktemp("none") / "nothing")


@pytest.fixture(scope="session")
def saved(weights, tmp_path_factory):
    """The parameters in a file."""
    file = tmp_path_factory.mktemp("weights") / "some.safetensors"
    save_parameters([weights.kernels, weights.w, weights.b], file)
    return file


@pytest.fixture(scope="session")
def serving(saved):
    """Serves a folder for as long as a block runs."""
    pytest.importorskip("uvicorn", reason="the extra [draw] is not installed")

    @contextmanager
    def served(target):
        server = Server(target, "--load", saved)
        try:
            yield server
        finally:
            server.stop()

    return served


@pytest.fixture(scope="session")
def solved(serving):
    with serving(SOLUTIONS) as server:
        yield server


@pytest.fixture
def page(browser):  # noqa: F811
    """A page that fails the test where its scripts raise or complain."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield opened
    opened.close()
    assert wrong == [] or getattr(opened, "expects_complaints", False)


def as_png(image):
    """A digit (28, 28) of 0 to 8 as MNIST shows it, in base64."""
    data = io.BytesIO()
    Image.fromarray((image * 32).round().numpy().astype(np.uint8)).save(data, "png")
    return base64.b64encode(data.getvalue()).decode("ascii")


def predicted(weights, images):
    """The classes that the solution's CNN predicts with these parameters."""
    from kata.course.target import stages_of

    with stages_of(SOLUTIONS, [12]) as stages:
        model = stages[12].CNN()
        for mine, learned in zip(model.parameters(), (weights.kernels, weights.w, weights.b), strict=True):
            mine.copy_(learned)
        return model.predict(images).tolist(), torch.softmax(model.forward(images), dim=1)
