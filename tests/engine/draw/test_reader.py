"""A target's code in its child: whatever it does, there is an answer, and the next digit is read."""

import asyncio
import json
import os

import psutil
import pytest
import torch

from kata.course.watchdog import Watchdog
from kata.draw import pages, programs
from kata.draw.pages import mistakes
from kata.draw.reader import Reader
from tests.engine.draw.conftest import SOLUTIONS
from tests.engine.programs import ROOT

CONV, POOL, AFFINE = "stage02_conv_slider", "stage03_pooling", "stage04_affine_softmax"
LAYERS = {CONV: "ConvolutionalLayer", POOL: "MaxPoolLayer", AFFINE: "AffineAndSoftmaxLayer"}
FORWARD = "class {0}({0}):\n    def forward(self, inp):\n        "
WRONG = {
    "raises": (CONV, "return 1 / 0", "ConvolutionalLayer.forward: ZeroDivisionError: division by"),
    "returns nothing": (CONV, "pass", "ConvolutionalLayer.forward gave nothing, and not a tensor"),
    "returns a word": (POOL, "return 'x'", "MaxPoolLayer.forward gave a str, and not a tensor"),
    "has another shape": (POOL, "return inp[0]", "gave the shape (24, 8), and this digit should give (12, 12, 8)"),
    "is huge": (POOL, "return torch.zeros(1).expand(10**6, 10**6, 8)", "gave the shape (1000000, 1000000, 8), and"),
    "is empty": (POOL, "return inp[:0]", "gave the shape (0, 24, 8), and this digit should give (12, 12, 8)"),
    "is complex": (AFFINE, "return torch.zeros(1, 10) * 1j", "gave no plain tensor of real numbers"),
    "is sparse": (AFFINE, "return torch.eye(10).to_sparse()", "gave no plain tensor of real numbers"),
    "exits": (AFFINE, "raise SystemExit(3)", "AffineAndSoftmaxLayer.forward: SystemExit: 3"),
    "has a name like a script": (POOL, "raise OSError('<script>\\n\\x1b[31m')", "OSError: <script>"),
    "loops": (CONV, "while True: pass", "still running after 1 second: is there an endless loop?"),
    "ends its process": (CONV, "import os; os._exit(7)", "the process that runs the code ended: exit status 7"),
    "hears no alarm": (
        CONV,
        "import signal, time; signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM}); time.sleep(60)",
        "the process that runs the code ended: exit status 1",
    ),
}


class Target:
    """A copy of the solutions, and a reader of it with one child for all tests, as starting one takes seconds."""

    def __init__(self, folder, weights, runner):
        self.folder, self.reader, self.runner = folder, Reader(folder, weights, 1.0), runner
        self.restore()

    def restore(self):
        for file in SOLUTIONS.glob("stage0[234]*.py"):
            (self.folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")

    def change(self, module, text):
        solution = (SOLUTIONS / f"{module}.py").read_text(encoding="utf-8")
        (self.folder / f"{module}.py").write_text(f"{solution}\n\n{text}\n", encoding="utf-8")

    def read(self, image, wrong=""):
        return json.loads(self.runner.run(self.reader.read(image, wrong)))


@pytest.fixture(scope="module")
def everything(tmp_path_factory, weights):
    folder = tmp_path_factory.mktemp("target") / "ein Ordner 'mit' ✓"
    folder.mkdir()
    with asyncio.Runner() as runner:
        made = Target(folder, weights, runner)
        yield made
        runner.run(made.reader.stop())


@pytest.fixture
def target(everything):
    everything.restore()
    return everything


@pytest.fixture(scope="module")
def digit(held_out):
    return (held_out.images[0].flatten() * 32).tolist()


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_layer_gets_a_sentence_and_the_next_digit_is_read(target, digit, kind):
    module, line, said = WRONG[kind]
    target.change(module, FORWARD.format(LAYERS[module]) + line)
    answer = target.read(digit)
    assert said in answer["trouble"]
    assert answer["trouble"].isprintable()
    target.restore()
    assert list(target.read(digit)["numbers"]) == ["maps", "pooled", "probabilities"]


def test_what_was_reached_before_the_trouble_is_there(target, digit):
    target.change(POOL, FORWARD.format("MaxPoolLayer") + "return None")
    assert list(target.read(digit)["numbers"]) == ["maps"]


def test_a_file_that_does_not_import_says_so(target, digit):
    target.change(CONV, "def (")
    trouble = target.read(digit)["trouble"]
    assert trouble.startswith("stage 02 does not import: stage02_conv_slider.py:")
    assert "SyntaxError" in trouble


def test_a_file_that_hangs_at_its_import_says_so(target, digit):
    target.change(CONV, "while True: pass")
    assert "still running after 1 second" in target.read(digit)["trouble"]


def test_a_layer_that_writes_into_what_it_gets_changes_no_number_that_is_shown(target, digit):
    fair = target.read(digit)["numbers"]
    target.change(POOL, FORWARD.format("MaxPoolLayer") + "inp.zero_(); return super().forward(inp)")
    other = target.read(digit)["numbers"]
    assert other["maps"] == fair["maps"]
    assert other["pooled"] != fair["pooled"]


def test_what_the_code_prints_and_reads_is_no_part_of_the_answer(target, digit):
    fair = target.read(digit)
    line = "print('{}'); import os; os.write(1, b'{}\\n'); assert not os.read(0, 9); return super().forward(inp)"
    target.change(CONV, FORWARD.format("ConvolutionalLayer") + line)
    assert [target.read(digit), target.read(digit)] == [fair, fair]


def test_a_saved_file_counts_for_the_next_digit_and_so_does_what_it_imports(target, digit):
    line = "from helper_of_mine import VALUE; return super().forward(inp) * 0 + VALUE"
    target.change(CONV, FORWARD.format("ConvolutionalLayer") + line)
    maps = []
    for value in (0.25, 0.5):
        (target.folder / "helper_of_mine.py").write_text(f"VALUE = {value}  # saved\n", encoding="utf-8")
        maps.append(target.read(digit)["numbers"]["maps"]["numbers"])
    assert maps[0] != maps[1]


def test_a_half_solved_target_answers_where_it_can_and_says_which(target, digit):
    stub = (ROOT / "exercises" / f"{POOL}.py").read_text(encoding="utf-8")
    (target.folder / f"{POOL}.py").write_text(stub, encoding="utf-8")
    answer = target.read(digit)
    assert answer["whose"] == {"2": target.folder.name, "3": "solutions", "4": target.folder.name}
    assert answer["trouble"] == ""


def test_without_solutions_a_stub_says_that_it_is_still_to_do_and_there_are_no_mistakes(weights, tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "ROOT", tmp_path)
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    opened = programs.Programs(ROOT / "exercises", weights, Watchdog(0))
    answer = opened.read(torch.zeros(28, 28))
    opened.close()
    assert answer.trouble == "stage 02: ConvolutionalLayer.__init__ is still to do"
    assert mistakes() == []


def test_every_mistake_gets_an_answer_or_a_sentence(target, digit):
    target.reader.seconds = 10.0
    named = [each.id for each in mistakes()]
    answers = {name: target.read(digit, name) for name in named}
    assert len(named) > 200
    assert [name for name, each in answers.items() if len(each["numbers"]) < 3 and not each["trouble"]] == []
    assert answers["stage02_conv_slider/relu_for_sigmoid"]["whose"]["2"] == "misconception"
    assert target.read(digit)["trouble"] == ""


def test_whoever_asks_and_goes_away_leaves_no_answer_for_the_next(target, digit):
    async def leave():
        asking = asyncio.create_task(target.reader.read([0.0] * 784, ""))
        await asyncio.sleep(0.01)
        asking.cancel()

    fair = target.read(digit)
    target.runner.run(leave())
    assert target.read(digit) == fair


def test_stubs_are_answered_by_the_solutions_and_nothing_is_left_of_the_child(weights, digit):
    before, files = psutil.Process().children(recursive=True), os.listdir("/proc/self/fd")

    async def once():
        reader = Reader(ROOT / "exercises", weights)
        answer = json.loads(await reader.read(digit, ""))
        await reader.stop()
        return answer

    answer = asyncio.run(once())
    assert answer["whose"] == {"2": "solutions", "3": "solutions", "4": "solutions"}
    assert answer["trouble"] == ""
    assert psutil.Process().children(recursive=True) == before
    assert os.listdir("/proc/self/fd") == files
