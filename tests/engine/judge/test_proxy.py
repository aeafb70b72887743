"""A stage that is in a worker looks like one that is here: values, objects, generators, errors, prints."""

import operator
import signal
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch

from kata.checks import take
from kata.course.stages import STAGES
from kata.errors import NotTaught, StageImportError, WireError, WorkerDied
from kata.grading.machine import template
from kata.judge.limits import Limits
from kata.judge.proxy import RemoteFunction, RemoteIterator, RemoteModule, RemoteObject, _change, remote_error
from kata.judge.supply import WorkerOrder, WorkerSupply
from kata.judge.template_process import TemplateProcess
from kata.wire.memory import CHANGED_ANSWER, CHANGED_ARGUMENT

MODULE = "stage02_conv_slider"
SUBMISSION = """
import collections, os, random, signal, sys, time
import numpy, torch


class Odd(list):
    pass


class Box:
    kind = "box"

    def __init__(self, *items):
        self.items = list(items)

    def __getitem__(self, key):
        return self.items[key]

    def __len__(self):
        return len(self.items)

    def __contains__(self, item):
        return item in self.items

    def __eq__(self, other):
        return True

    def __call__(self, number):
        return number + 1

    def __bool__(self):
        return False

    def __float__(self):
        return 2.5

    def __int__(self):
        return 2

    def __index__(self):
        return 3

    def __repr__(self):
        return "Box()"

    def add(self, item):
        self.items.append(item)
        return self


class Quiet(Exception):
    def __str__(self):
        raise ValueError


def echo(*values, **named):
    return list(values) + list(named.values())

def count(n):
    for number in range(n):
        print("pulled", number)
        yield number
    raise KeyError("the end")

def endless():
    buffer = torch.zeros(1)
    while True:
        buffer += 1
        yield buffer

def fail(kind):
    raise {"value": ValueError("no good"), "own": Quiet(), "stop": StopIteration(), "exit": SystemExit(0),
           "unicode": UnicodeDecodeError("utf-8", b"x", 0, 1, "why"), "key": KeyError("name")}[kind]

def wants_gradient(x):
    x.requires_grad_()

def empties(x):
    x.zero_()

def turns(x):
    x.t_()

def assigns(x):
    x.data = torch.ones(x.shape)

def sets(x):
    x.set_(torch.ones(3))

def retypes(x):
    x.data = x.double()

kept = torch.zeros(2)

def again(value):
    return kept.fill_(value)

class Net:
    def __init__(self):
        self.w = torch.zeros(2)

    def parameters(self):
        yield self.w

    def train(self):
        self.w += 1

def unsendable():
    return torch.ones(3).to_sparse()

def unfold(x):
    try:
        return torch.nn.functional.conv2d(x, x)
    except BaseException:
        return x

def draw():
    return [torch.rand(1).item(), numpy.random.rand(), random.random()]

def leave(number):
    os._exit(number)

def hang():
    print("before")
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def keeper(tmp_path_factory):
    folder = tmp_path_factory.mktemp("submission")
    (folder / f"{MODULE}.py").write_text(SUBMISSION, encoding="utf-8")
    with template().keeper() as connection:
        yield WorkerSupply(connection, WorkerOrder.of(folder, STAGES[1], Limits()))
        TemplateProcess.end_keeper(connection)


@pytest.fixture
def session(keeper, monkeypatch):
    session = keeper.start()
    monkeypatch.setattr(RemoteModule, "session", session)
    yield session
    session.channel.close()
    keeper.end()


@pytest.fixture
def stage(session):
    return RemoteModule(MODULE)


def test_values_go_there_and_back(stage):
    tensor = torch.ones(2, 3)
    found = stage.echo(1, "two", None, (3, [4.5]), {"five": 5}, tensor, np.float64(6.5), last=7)
    assert found[:5] == [1, "two", None, (3, [4.5]), {"five": 5}]
    assert torch.equal(found[5], tensor)
    assert found[6:] == [6.5, 7]
    found[5][0, 0] = 8
    assert tensor[0, 0] == 8


def test_objects_stay_there_and_are_used_from_here(stage):
    box = stage.Box(1, 2)
    assert (type(box).__name__, len(box), box[1], 2 in box, box(4), box.kind) == ("Box", 2, 2, True, 5, "box")
    assert (bool(box), float(box), int(box), operator.index(box), repr(box), str(box)) == (
        *(False, 2.5, 2, 3),
        *("Box()", "Box()"),
    )
    assert [*box] == [1, 2]
    assert box.add(3).items == [1, 2, 3]
    box.items = [9]
    assert stage.echo(box)[0][0] == 9
    assert isinstance(box.add, RemoteFunction)
    assert not hasattr(box, "__array__")
    assert not hasattr(box, "nothing")


def test_an_object_equals_only_itself_whatever_its_class_says(stage):
    box = stage.Box(1)
    assert box == box
    assert box != 1
    assert not box == stage.Box(1)  # noqa: SIM201  (what is asked is ==)


def test_an_index_that_is_no_int_is_refused(stage, monkeypatch):
    box = stage.Box()
    monkeypatch.setattr(type(box), "_use", lambda *_: "3", raising=False)
    with pytest.raises(TypeError, match="__index__ returned a str"):
        operator.index(box)


def test_objects_that_are_dropped_here_are_dropped_there(stage, session):
    for _ in range(5):
        stage.Box(torch.ones(3))
    assert len(session.gone) == 1
    stage.echo()
    assert session.gone == []


def test_a_generator_runs_only_as_far_as_it_is_asked(stage, session):
    numbers = stage.count(5)
    assert isinstance(numbers, RemoteIterator)
    assert iter(numbers) is numbers
    assert [next(numbers), next(numbers)] == [0, 1]
    session.channel.read_what_is_there()
    assert session.channel.printed.split() == [b"pulled", b"0", b"pulled", b"1"]
    with pytest.raises(KeyError, match="the end"):
        take(numbers, 10)


def test_an_endless_generator_is_pulled_lazily_and_a_reused_buffer_is_noticed(stage, session):
    numbers = stage.endless()
    first, second = next(numbers), next(numbers)
    assert (first.item(), second.item()) == (1, 2)
    assert session.wire.memory.changed == CHANGED_ANSWER


def test_items_that_come_together_share_their_memory(stage):
    assert [each.item() for each in stage.endless().pull(3)] == [3, 3, 3]


def test_the_end_of_an_iterator_is_the_end_here(stage):
    assert list(iter(stage.Box())) == []
    assert list(stage.Box(1, 2)) == [1, 2]


@pytest.mark.parametrize(
    ("kind", "base", "text"),
    [
        ("value", ValueError, "no good"),
        ("own", Exception, "its message cannot be shown"),
        ("stop", Exception, ""),
        ("exit", Exception, "0"),
        ("unicode", ValueError, "why"),
        ("key", KeyError, "'name'"),
    ],
)
def test_an_error_comes_back_with_its_name_its_text_and_its_lines(stage, kind, base, text):
    with pytest.raises(base) as caught:
        stage.fail(kind)
    assert text in str(caught.value)
    assert caught.value.remote_frames[-1][0] == f"{MODULE}.py"
    assert caught.value.remote_frames[-1][2] == "fail"
    with pytest.raises(type(caught.value)):  # the same class each time
        stage.fail(kind)


def test_a_missing_name_is_an_attribute_error(stage):
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        stage.nothing()
    with pytest.raises(AttributeError):
        _ = stage.__file__


def test_what_is_done_to_an_argument_beside_its_numbers_is_seen(stage):
    tensor, turned = torch.ones(2), torch.arange(6).view(2, 3)
    stage.wants_gradient(tensor)
    stage.turns(turned)
    assert tensor.requires_grad
    assert turned.shape == (3, 2)
    assert turned.stride() == (1, 3)


@pytest.mark.parametrize(
    ("name", "changed"),
    [(name, True) for name in ("empties", "turns", "assigns", "sets", "retypes")] + [("echo", False)],
)
def test_a_call_that_changes_its_argument_is_noticed(stage, session, name, changed):
    getattr(stage, name)(torch.ones(2, 3))
    assert session.wire.memory.changed == (CHANGED_ARGUMENT if changed else "")


def test_an_answer_is_the_judges_own_and_a_later_write_into_it_is_noticed(stage, session):
    first = stage.again(1)
    second = stage.again(2)
    assert (first.tolist(), second.tolist()) == ([1, 1], [2, 2])
    assert session.wire.memory.changed == CHANGED_ANSWER


def test_an_answer_that_nobody_has_any_more_may_be_written_into(stage, session):
    assert [stage.again(number).tolist() for number in (1, 2)] == [[1, 1], [2, 2]]
    assert session.wire.memory.changed == ""


def test_an_answer_goes_back_as_it_was_when_it_arrived(stage):
    first = stage.again(1)
    stage.again(2)
    first += 10
    assert stage.echo(first)[0].tolist() == [11, 11]
    assert stage.echo()[:] == []
    assert stage.again(3).tolist() == [3, 3]


def test_attributes_and_what_the_manifest_names_are_the_submissions_too(stage, session):
    net = stage.Net()
    parameters, attribute = list(net.parameters()), net.w
    net.train()
    assert (parameters[0].tolist(), attribute.tolist()) == ([1, 1], [1, 1])
    parameters[0] += 1
    net.train()
    assert attribute.tolist() == [3, 3]
    assert session.wire.memory.changed == ""


def test_what_the_judge_changes_in_a_result_is_no_change_of_an_argument(stage, session):
    (box,) = [stage.Box(torch.ones(2))]
    (held,) = box.items
    held.zero_()
    assert box[0].tolist() == [0, 0]
    assert session.wire.memory.changed == ""


def test_an_argument_that_looks_at_other_memory_does_so_here(stage):
    given = [torch.zeros(2) for _ in range(3)]
    for name, tensor in zip(("assigns", "sets", "retypes"), given, strict=True):
        getattr(stage, name)(tensor)
    assert [tensor.tolist() for tensor in given] == [[1, 1], [1, 1, 1], [0, 0]]
    assert given[2].dtype == torch.float64


def test_names_in_an_error_are_bounded_and_cleaned():
    frames = [["f" * 10**6, 10**40, "\x1b[31m\n" * 10**5]]
    error = remote_error({"bases": [], "name": "E", "message": "\n  ::notice::x" + "y" * 10**6, "frames": frames})
    assert str(error).startswith("::notice")
    assert len(str(error)) <= 2000
    ((file, line, name),) = error.remote_frames
    assert len(file) <= 100
    assert len(name) <= 100
    assert name.isprintable()
    assert line < 10**9


def test_what_cannot_come_back_is_an_error_of_the_submission(stage):
    with pytest.raises(TypeError, match="cannot be sent"):
        stage.unsendable()
    assert stage.echo(1) == [1]


def test_what_a_test_may_not_send_is_an_error_here(stage):
    with pytest.raises(WorkerDied, match="object cannot be sent"):
        stage.echo(object())


def test_a_library_that_does_the_work_is_noticed_even_where_the_notice_is_caught(stage):
    with pytest.raises(NotTaught, match=r"torch\.nn\.functional\.conv2d did the work") as caught:
        stage.unfold(torch.ones(1, 1, 2, 2))
    assert caught.value.remote_frames[-1][2] == "unfold"


def test_global_random_numbers_are_those_of_the_judge(stage):
    torch.manual_seed(3)
    np.random.seed(3)
    wanted = torch.rand(2).tolist(), np.random.rand(2).tolist()
    torch.manual_seed(3)
    np.random.seed(3)
    first = stage.draw()
    assert first[:2] == [wanted[0][0], wanted[1][0]]
    assert [torch.rand(1).item(), np.random.rand()] == [wanted[0][1], wanted[1][1]]


def test_a_worker_that_leaves_is_noticed_and_its_status_is_known(stage, session, keeper):
    with pytest.raises(WorkerDied):
        stage.leave(7)
    assert keeper.explain_end() == (7, "")
    assert keeper.explain_end() == (None, "")


def test_a_worker_ends_with_its_keeper_however_that_ends(keeper):
    with template().keeper() as connection:
        other = WorkerSupply(connection, keeper.order)
        other.start().wire.send([[], "call", MODULE, "hang", [], {}])  # it does not look at its socket any more
        worker = psutil.Process(other.pid)
        worker.parent().kill()
        psutil.wait_procs([worker], timeout=10)
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE


def test_nothing_is_left_of_a_keeper_that_was_killed(keeper):
    own = TemplateProcess()
    own.wait()
    with own.keeper() as connection:
        other = WorkerSupply(connection, keeper.order)
        other.start().ask("load", MODULE)
        worker = psutil.Process(other.pid)
        keepers_folder = Path(worker.cwd()).parent
        assert keepers_folder.is_dir()
        worker.parent().kill()
    own.close()
    assert not keepers_folder.parent.exists()


def test_a_hanging_worker_says_where_it_is(stage, session, keeper):
    def ring(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    start = time.monotonic()
    with pytest.raises(TimeoutError):
        stage.hang()
    assert session.channel.where(keeper.pid, keeper.order.folder)[-1][::2] == (f"{MODULE}.py", "hang")
    assert session.channel.printed == b"before\n"
    assert time.monotonic() - start < 5


def test_an_import_that_fails_is_told(keeper, session):
    assert isinstance(remote_error({"import": ["m", "why", True]}), StageImportError)
    with pytest.raises(StageImportError, match="there is no stage"):
        RemoteModule("stage03_pooling").MaxPoolLayer()


def test_only_stages_can_be_asked_for(session):
    with pytest.raises(ImportError, match="os is no stage"):
        session.ask("load", "os")


def test_a_stage_can_be_used_in_a_test_only(monkeypatch):
    monkeypatch.setattr(RemoteModule, "session", None)
    with pytest.raises(RuntimeError, match="in a test only"):
        RemoteModule(MODULE).sigmoid()


@pytest.mark.parametrize("number", ["1", None, 1.5])
def test_an_object_without_a_number_is_a_lie(session, number):
    with pytest.raises(WireError, match="no number"):
        session._adopt({"object": number, "class": 0, "name": "x", "iterator": False, "sized": False})


def test_an_object_may_have_any_name(session):
    found = session._adopt({"object": 1, "class": 0, "name": "\0 evil", "iterator": False, "sized": False})
    assert type(found).__name__ == "Unnamed"
    assert isinstance(found, RemoteObject)


def test_an_argument_can_become_nothing_but_a_tensor():
    with pytest.raises(WorkerDied, match="became something else"):
        _change([torch.ones(2)], [[0, "text"]])
