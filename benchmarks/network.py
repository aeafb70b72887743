"""`python -m benchmarks.network`: the network of stage 12 against torch.nn with autograd, and the tutorial's loop.

Both sides get the same images, parameters, dtype, threads, batch and update rule (SGD with momentum), and take turns
within one run, so that a busy machine slows both. Ratios above 1 mean that the solutions are faster: each is the median
of the rounds, with the smallest and the largest. Nothing here is a test: timings depend on the machine.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.utils.benchmark import Timer

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "solutions"))

import stage02_conv_slider as stage02  # noqa: E402
import stage03_pooling as stage03  # noqa: E402
import stage11_vectorised as stage11  # noqa: E402
from stage10_gradient_descent import SGD  # noqa: E402
from stage12_train_mnist import CNN  # noqa: E402

LR, MOMENTUM = 0.03, 0.9
Work = Callable[[], Any]


class TorchNetwork(nn.Module):
    """The same network from torch's own layers."""

    def __init__(self, model: CNN) -> None:
        super().__init__()
        kernels, w, b = model.parameters()
        self.conv = nn.Conv2d(1, 8, 5, bias=False)
        self.affine = nn.Linear(1152, 10)
        with torch.no_grad():
            self.conv.weight.copy_(kernels[:, None])
            self.affine.weight.copy_(w.view(12, 12, 8, 10).permute(3, 2, 0, 1).reshape(10, -1))  # channels first
            self.affine.bias.copy_(b)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(N, 28, 28) -> (N, 10): sigmoid before pooling, as in the tutorial."""
        maps = torch.max_pool2d(torch.sigmoid(self.conv(images[:, None])), 2)
        return self.affine(maps.flatten(1))


def forward_works(images: torch.Tensor) -> tuple[Work, Work]:
    """A forward pass without gradients: the solutions' and torch's."""
    model = CNN()
    network = TorchNetwork(model)

    def theirs() -> torch.Tensor:
        with torch.no_grad():
            return network(images)

    assert torch.allclose(model.forward(images), theirs(), atol=1e-4)
    return lambda: model.forward(images), theirs


def solutions_step(model: CNN, images: torch.Tensor, targets: torch.Tensor) -> Work:
    """A whole training step (forward, backward and update) of stages 10 to 12."""
    optimiser = SGD(model.parameters(), LR, MOMENTUM)

    def step() -> torch.Tensor:
        loss, grads = model.loss_and_grads(images, targets)
        optimiser.step(grads)
        return loss

    return step


def torch_step(model: CNN, images: torch.Tensor, targets: torch.Tensor) -> Work:
    """The same step by torch.nn, autograd and torch.optim, from the parameters of `model`."""
    network = TorchNetwork(model)
    optimiser = torch.optim.SGD(network.parameters(), LR, MOMENTUM)

    def step() -> torch.Tensor:
        optimiser.zero_grad()
        loss = nn.functional.cross_entropy(network(images), targets)
        loss.backward()
        optimiser.step()
        return loss

    return step


STEPS = {"solutions": solutions_step, "torch.nn": torch_step}


def step_works(images: torch.Tensor, targets: torch.Tensor) -> tuple[Work, Work]:
    """Both training steps, from the same parameters."""
    model = CNN()
    theirs, mine = torch_step(model, images, targets), solutions_step(model, images, targets)
    losses = [(mine().item(), theirs().item()) for _ in range(3)]
    assert all(abs(one - other) < 1e-3 for one, other in losses), losses
    return mine, theirs


def loop_works(images: torch.Tensor) -> tuple[Work, Work]:
    """Convolution, sigmoid and pooling of the images: vectorised, and by the tutorial's loop over windows."""
    conv, pool = stage02.ConvolutionalLayer(8, (5, 5)), stage03.MaxPoolLayer(2)

    def fast() -> torch.Tensor:
        return stage02.sigmoid(stage11.max_pool_forward(stage11.conv_forward(images, conv.kernels_theta), 2))

    def loop() -> torch.Tensor:
        return torch.stack([pool.forward(conv.forward(image)) for image in images])

    assert torch.allclose(fast(), loop(), atol=1e-5)
    return fast, loop


def conv_works(images: torch.Tensor) -> tuple[Work, Work]:
    """conv_forward and conv_backward of stage 11 against torch's convolution and its two gradients."""
    kernels = torch.randn(8, 5, 5) / 5
    grad_out = torch.randn_like(stage11.conv_forward(images, kernels))
    leaves = images[:, None].clone().requires_grad_(), kernels[:, None].clone().requires_grad_()
    their_grad_out = grad_out.permute(0, 3, 1, 2).contiguous()

    def mine() -> Any:
        stage11.conv_forward(images, kernels)
        return stage11.conv_backward(images, kernels, grad_out)

    def theirs() -> Any:
        return torch.autograd.grad(nn.functional.conv2d(*leaves), leaves, their_grad_out)

    return mine, theirs


def compare(works: tuple[Work, Work], rounds: int, seconds: float) -> tuple[float, float, list[float]]:
    """Median seconds of each side, and the ratio (second over first) of each round; the sides take turns."""
    threads = torch.get_num_threads()
    timers = [Timer("work()", globals={"work": work}, num_threads=threads) for work in works]
    numbers = [max(1, int(seconds / max(timer.timeit(2).mean, 1e-9))) for timer in timers]
    times = [[timer.timeit(n).mean for timer, n in zip(timers, numbers, strict=True)] for _ in range(rounds)]
    ratios = [second / first for first, second in times]
    return statistics.median(t[0] for t in times), statistics.median(t[1] for t in times), ratios


def report(name: str, works: tuple[Work, Work], options: argparse.Namespace, per: int) -> None:
    """One line: milliseconds of both sides, the ratio with its spread, and microseconds an image."""
    first, second, ratios = compare(works, options.rounds, options.seconds)
    spread = f"{statistics.median(ratios):8.2f}  ({min(ratios):.2f} to {max(ratios):.2f})"
    print(f"{name:<26} {first * 1e3:>10.3f} {second * 1e3:>10.3f} {spread:<26} {first / per * 1e6:>8.1f}", flush=True)


def heading(title: str, second: str) -> None:
    print(f"\n{title}\n{'':<26} {'solutions':>10} {second:>10}    ratio  (spread)           us/image")


def peak_memory(side: str, batch: int) -> int:
    """Bytes by which a fresh process grows while it does ten training steps."""
    command = [sys.executable, "-m", "benchmarks.network", "--memory-of", side, "--batch", str(batch)]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def growth(side: str, batch: int) -> int:
    """In that fresh process: by how much the peak rises above the imports, a first small step and the data."""
    STEPS[side](CNN(), *batch_of(1, 28))()
    step = STEPS[side](CNN(), *batch_of(batch, 28))
    before = peak_of_this_process()
    for _ in range(10):
        step()
    return peak_of_this_process() - before


def peak_of_this_process() -> int:
    """Bytes, from Linux; `ru_maxrss` would not do: a child starts with its parent's."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def batch_of(count: int, size: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Images (N, size, size) from 0 to 8, like scaled digits, and labels (N,)."""
    generator = torch.Generator().manual_seed(0)
    images = torch.rand(count, size, size, generator=generator) * 8
    return images, torch.randint(10, (count,), generator=generator)


def main() -> None:
    """Run every comparison, or print one growth of memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads(), help="of torch, for both sides")
    parser.add_argument("--rounds", type=int, default=9, help="turns of each side (default 9)")
    parser.add_argument("--seconds", type=float, default=0.2, help="about how long a turn takes (default 0.2)")
    parser.add_argument("--memory-of", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--batch", type=int, default=64, help=argparse.SUPPRESS)
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    if options.memory_of:
        print(growth(options.memory_of, options.batch))
        return
    print(f"torch {torch.__version__}, {options.threads} threads, float32, {platform.machine()}; times in milliseconds")
    heading("training step: forward, backward, update", "torch.nn")
    for batch in (8, 32, 64, 256):
        report(f"batch {batch}", step_works(*batch_of(batch, 28)), options, batch)
    heading("forward pass", "torch.nn")
    for batch in (1, 8, 64, 256):
        report(f"batch {batch}", forward_works(batch_of(batch, 28)[0]), options, batch)
    heading("convolution to pooling", "the loop")
    for batch in (1, 64):
        report(f"batch {batch}", loop_works(batch_of(batch, 28)[0]), options, batch)
    heading("convolution, forward and backward, as images grow", "torch")
    for size in (14, 28, 56, 112):
        report(f"batch 16, {size} x {size}", conv_works(batch_of(16, size)[0]), options, 16)
    if not Path("/proc/self/status").exists():
        return
    print("\npeak memory of ten training steps, megabytes")
    for batch in (64, 512):
        mine, theirs = (peak_memory(side, batch) / 1e6 for side in STEPS)
        print(f"batch {batch:<20} {mine:>10.1f} {theirs:>10.1f} {theirs / max(mine, 0.1):8.2f}")


if __name__ == "__main__":
    main()
