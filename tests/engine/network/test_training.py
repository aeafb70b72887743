"""`python -m kata train`: the data, the view of the training, its pictures, and the parameters in a file."""

import signal
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from kata.data import Digits, load_digits
from kata.errors import DataError, OutputError, ParametersError, TargetError
from kata.network.parameters import load_parameters, save_parameters
from kata.network.training import Settings, prepare, run_training
from kata.network.training_picture import draw_training
from tests.engine import warm
from tests.engine.programs import ROOT

SOLUTIONS = ROOT / "solutions"
SHORT = Settings(epochs=2)


@pytest.fixture(scope="module")
def digits():
    return load_digits()


@pytest.fixture(scope="module")
def few(digits):
    """Every third digit: 667 to train on and 1,000 held out."""
    return Digits(digits.images[::3], digits.labels[::3], "a third", None)


@pytest.fixture(scope="module")
def trained(few):
    return run_training(SOLUTIONS, few, SHORT)


def target_with(folder, change):
    """The solutions, with a change of stage 12."""
    for file in SOLUTIONS.glob("*.py"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    with (folder / "stage12_train_mnist.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{change}")
    return folder


def test_the_bundled_digits_are_split_by_class_and_scaled(digits):
    train, held_out = prepare(digits, seed=0)
    assert (len(train), len(held_out)) == (4000, 1000)
    assert torch.bincount(held_out.labels).tolist() == [100] * 10
    assert (train.images.min(), train.images.max()) == (0, 255 / 32)
    assert train.images.shape == (4000, 28, 28)


def test_the_split_is_repeatable_and_the_seed_decides_it(digits):
    splits = [prepare(digits, seed)[1].images for seed in (1, 1, 2)]
    assert torch.equal(splits[0], splits[1])
    assert not torch.equal(splits[0], splits[2])


def test_an_official_split_is_kept(digits):
    official = replace(digits, num_train=3000)
    train, held_out = prepare(official, seed=0)
    assert train.labels.tolist() == digits.labels[:3000].tolist()
    assert held_out.labels.tolist() == digits.labels[3000:].tolist()


@pytest.mark.parametrize(
    ("images", "labels", "word"),
    [
        (np.zeros((2000, 8, 8), np.uint8), np.zeros(2000, np.int64), "8 x 8 of 1 classes"),
        (np.zeros((2000, 28, 28), np.uint8), np.full(2000, 25), "of 26 classes"),
        (np.zeros((900, 28, 28), np.uint8), np.zeros(900, np.int64), "900 images are too few"),
    ],
)
def test_digits_that_the_network_cannot_read_are_refused(images, labels, word):
    with pytest.raises(DataError, match=word):
        prepare(Digits(images, labels, "made up", None), seed=0)


def test_the_last_quarter_of_the_epochs_takes_smaller_steps():
    assert Settings(epochs=8, lr=0.5).phases == ((6, 0.5), (2, 0.1))
    assert Settings(epochs=3, lr=0.5).phases == ((3, 0.5),)


def test_a_training_is_seen_batch_by_batch_and_epoch_by_epoch(trained):
    progress = trained.progress
    assert len(progress.batch_losses) == 2 * 21  # 667 images in batches of 32
    assert progress.images_seen == 2 * 667
    assert len(progress.losses) == len(progress.accuracies) == 2
    assert progress.losses[1] < progress.losses[0]
    assert not trained.stopped


def test_a_short_training_reads_most_digits_and_changes_the_parameters(trained):
    assert trained.accuracy > 0.7
    assert trained.accuracy == trained.progress.accuracies[-1]
    assert all(not torch.equal(a, b) for a, b in zip(trained.parameters_before, trained.parameters, strict=True))


def test_the_same_seed_gives_the_same_training(trained, few):
    again = run_training(SOLUTIONS, few, SHORT)
    assert all(torch.equal(a, b) for a, b in zip(trained.parameters, again.parameters, strict=True))


def test_ctrl_c_stops_and_keeps_what_was_learned(few):
    def press_ctrl_c(progress):
        if len(progress.batch_losses) == 5 and not progress.losses:
            raise KeyboardInterrupt

    trained = run_training(SOLUTIONS, few, SHORT, watch=press_ctrl_c)
    assert trained.stopped
    assert len(trained.progress.batch_losses) == 5
    assert not torch.equal(trained.parameters_before[0], trained.parameters[0])
    assert len(trained.logits) == 1000


def test_the_pictures_are_drawn_also_after_a_few_batches(trained, few, tmp_path):
    files = draw_training(trained, tmp_path)
    assert [file.name for file in files] == ["curves.png", "kernels.png", "confusion.png", "misread.png"]
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)


def test_a_network_without_a_stack_of_kernels_gets_no_picture_of_kernels(trained, tmp_path):
    flat = replace(trained, parameters_before=[torch.zeros(200)], parameters=[torch.ones(200)])
    assert [file.name for file in draw_training(flat, tmp_path)] == ["curves.png", "confusion.png", "misread.png"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("def train(*arguments):\n    raise NotImplementedError('stage 12: train')\n", "train is still to do"),
        ("def train(*arguments):\n    return 1 / 0\n", "ZeroDivisionError"),
        ("class CNN(CNN):\n    def forward(self, images):\n        return None\n", "should return logits"),
        ("class CNN(CNN):\n    def parameters(self):\n        return None\n", "TypeError"),
    ],
)
def test_a_target_that_cannot_be_trained_is_told_why(change, word, few, tmp_path):
    with pytest.raises(TargetError, match=word):
        run_training(target_with(tmp_path, change), few, SHORT)


def test_a_train_that_does_nothing_is_no_crash(few, tmp_path):
    trained = run_training(target_with(tmp_path, "def train(*arguments):\n    return []\n"), few, SHORT)
    assert trained.progress.losses == []
    assert len(draw_training(trained, tmp_path)) == 4


@pytest.fixture
def parameters():
    return [torch.randn(2, 3, 3), torch.randn(4, 5).t(), torch.zeros(5)]


def test_saved_parameters_come_back_in_place(parameters, tmp_path):
    file = tmp_path / "a.safetensors"
    save_parameters(parameters, file)
    fresh = [torch.zeros_like(each) for each in parameters]
    load_parameters(fresh, file)
    assert all(torch.equal(a, b) for a, b in zip(fresh, parameters, strict=True))
    assert [each.name for each in tmp_path.iterdir()] == ["a.safetensors"]


def test_parameters_that_share_memory_are_saved_too(tmp_path):
    whole = torch.arange(6.0)
    save_parameters([whole[:2], whole[2:]], tmp_path / "a")
    fresh = [torch.zeros(2), torch.zeros(4)]
    load_parameters(fresh, tmp_path / "a")
    assert torch.equal(torch.cat(fresh), whole)


def test_a_training_goes_on_from_saved_parameters(trained, few, tmp_path):
    file = tmp_path / "a.safetensors"
    save_parameters(trained.parameters, file)
    again = run_training(SOLUTIONS, few, SHORT, start=lambda mine: load_parameters(mine, file))
    assert all(torch.equal(a, b) for a, b in zip(again.parameters_before, trained.parameters, strict=True))
    assert again.progress.losses[0] < trained.progress.losses[0]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "damaged"),
        (b"not safetensors at all", "damaged"),
        (b"\xff" * 4096, "damaged"),
        ("cut", "damaged"),
        ({"fc.weight": torch.zeros(3)}, "not saved by this course: it holds fc.weight"),
        ([torch.zeros(2, 3, 3)], r"holds the parameters \[\(2, 3, 3\)\], and this network has"),
        ([torch.full((2, 3, 3), torch.nan), torch.zeros(5, 4), torch.zeros(5)], "NaN"),
    ],
)
def test_a_damaged_or_foreign_file_changes_nothing_and_says_what_it_is(content, word, parameters, tmp_path):
    file = tmp_path / "a.safetensors"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif isinstance(content, dict):
        save_file(content, file)
    elif content == "cut":
        save_parameters(parameters, file)
        file.write_bytes(file.read_bytes()[:-20])
    else:
        save_parameters(content, file)
    before = [each.clone() for each in parameters]
    with pytest.raises(ParametersError, match=word):
        load_parameters(parameters, file)
    assert all(torch.equal(a, b) for a, b in zip(parameters, before, strict=True))


def test_a_file_that_is_not_there_is_named(parameters, tmp_path):
    with pytest.raises(ParametersError, match="there is no file"):
        load_parameters(parameters, tmp_path / "nothing")


def test_parameters_that_cannot_be_written_leave_nothing_behind(parameters, tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        save_parameters(parameters, tmp_path / "a")
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def run_train(*arguments):
    command = [sys.executable, "-m", "kata", "train", *map(str, arguments)]
    return warm.run(command, cwd=ROOT)


def test_the_train_command_prints_each_epoch_and_where_the_pictures_are(tmp_path):
    done = run_train(SOLUTIONS, "--epochs", 1, "--pictures", tmp_path / "new", "--save", tmp_path / "a.safetensors")
    assert done.returncode == 0, done.stderr
    assert "epoch   1: loss" in done.stdout
    assert "of 1,000 held-out digits" in done.stdout
    assert len(list((tmp_path / "new").glob("*.png"))) == 4
    kept = load_file(tmp_path / "new" / "parameters.safetensors")  # for the page that reads digits
    saved = load_file(tmp_path / "a.safetensors")
    assert saved.keys() == kept.keys()
    assert all(saved[name].equal(kept[name]) for name in saved)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nowhere"], "no folder nowhere"),
        (["exercises"], "is still to do"),
        ([SOLUTIONS, "--save", "nowhere/a"], "there is no folder"),
        ([SOLUTIONS, "--pictures", "README.md"], "cannot be a folder"),
        ([SOLUTIONS, "--pictures", "README.md/new"], "cannot be a folder"),
        ([SOLUTIONS, "--save", "README.md/a"], "there is no folder"),
        ([SOLUTIONS, "--save", "/dev/full"], "no ordinary file"),
        ([SOLUTIONS, "--pictures", "/proc"], "cannot be written"),
        ([SOLUTIONS, "--load", "README.md"], "no safetensors file"),
    ],
)
def test_the_train_command_refuses_unusable_arguments(arguments, word, tmp_path):
    done = run_train("--pictures", tmp_path, *arguments)
    assert done.returncode == 2
    assert word in " ".join(done.stderr.replace("│", " ").split())


def test_ctrl_c_in_a_terminal_ends_with_a_result_and_status_0(tmp_path):
    command = [sys.executable, "-m", "kata", "train", "solutions", "--epochs", "500", "--pictures", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        line = child.stdout.readline()  # after the first epoch
        child.send_signal(signal.SIGINT)
        rest = child.stdout.read()
    assert line.startswith("epoch   1")
    assert "Stopped. What was learned by now is kept." in rest
    assert "Read right" in rest
    assert child.returncode == 0
