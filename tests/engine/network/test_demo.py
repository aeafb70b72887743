"""`python -m kata demo`: digits through stages 01 to 05."""

import subprocess
import sys

import pytest
import torch

from kata.data import load_digits
from kata.errors import TargetError
from kata.network.demo import learn, run_demo
from tests.engine import warm
from tests.engine.programs import ROOT

SOLUTIONS = ROOT / "solutions"


@pytest.fixture(scope="module")
def digits():
    return load_digits()


def run_kata(*arguments):
    command = [sys.executable, "-m", "kata", *map(str, arguments)]
    return warm.run(command, cwd=ROOT)


def test_a_full_disk_behind_the_output_is_told_in_a_sentence():
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "kata", "hint", "2", "sigmoid"]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr == "error: what this command prints could not be written: No space left on device\n"


def test_the_demo_reads_most_digits_and_draws_a_picture(digits, tmp_path):
    said, picture = [], tmp_path / "digit.png"
    run_demo(SOLUTIONS, digits, picture, 1, True, said.append)
    text = "\n".join(said)
    for shape in ("[28, 28]", "[8, 5, 5]", "[24, 24, 8]", "[12, 12, 8]", "[1152, 10]", "[1, 10]", "[24, 24, 5, 5]"):
        assert shape in text
    right = next(int(line.split()[2]) for line in said if line.startswith("Read right"))
    assert right >= 40  # of 50
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_the_learned_parameters_have_the_shapes_of_the_layers():
    kernels, w, b = learn(torch.rand(64, 12, 10), torch.arange(64) % 10)
    assert (kernels.shape, w.shape, b.shape) == ((8, 5, 5), (4 * 3 * 8, 10), (10,))
    assert not any(each.requires_grad for each in (kernels, w, b))


def test_the_demo_says_which_function_is_still_to_do(digits, tmp_path):
    with pytest.raises(TargetError, match=r"stage 01: .* is still to do"):
        run_demo(ROOT / "exercises", digits, tmp_path / "x.png", 0, False, print)
    assert not (tmp_path / "x.png").exists()


def test_the_demo_refuses_a_digit_that_is_not_there(digits, tmp_path):
    with pytest.raises(TargetError, match="choose 0 to 999"):
        run_demo(SOLUTIONS, digits, tmp_path / "x.png", 1000, False, print)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (
            "class ConvolutionalLayer(ConvolutionalLayer):\n    def forward(self, inp):\n        pass\n",
            "gave a NoneType",
        ),
        (
            "class ConvolutionalLayer(ConvolutionalLayer):\n    def forward(self, inp):\n        return inp[9]\n",
            "stage 02",
        ),
    ],
)
def test_the_demo_says_what_a_wrong_layer_did(digits, tmp_path, change, word):
    for file in SOLUTIONS.glob("*.py"):
        text = file.read_text(encoding="utf-8") + ("\n\n" + change if "stage02" in file.name else "")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    with pytest.raises(TargetError, match=word):
        run_demo(tmp_path, digits, tmp_path / "x.png", 0, False, print)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nowhere"], "no folder nowhere"),
        (["solutions", "--picture", "no/x.png"], "no folder"),
        (["solutions", "--picture", "x"], "x has no ending: a picture ends in one of .png"),
        (["solutions", "--picture", "/tmp/x.nothing"], "x.nothing has the ending .nothing: a picture ends in one of"),
        (["solutions", "--picture", "/proc/x.png"], "the folder /proc cannot be written"),
        (["solutions", "--data", "x"], "no digits"),
    ],
)
def test_the_demo_command_refuses_unusable_arguments(arguments, word):
    done = run_kata("demo", *arguments)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr
