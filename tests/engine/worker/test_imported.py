"""A stage that takes long to import is imported once, wherever that leaves nothing that a test could find."""

import textwrap
from contextlib import contextmanager

import psutil
import pytest

from kata.course.stages import STAGES
from kata.errors import WorkerDied
from kata.grading.grade import SOLUTIONS, grade
from kata.grading.machine import template
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from kata.judge.supply import WorkerOrder, WorkerSupply
from kata.judge.template_process import TemplateProcess
from kata.worker.imported import possible
from tests.engine.attack_host import settled

STAGE = STAGES[1]
LIMITS = Limits(test_seconds=3)
STARTED = """
import fcntl, mmap, os, signal, socket, stat, sys, tempfile, threading, time

STARTED = time.monotonic_ns()
ONCE = stat.S_ISCHR(os.fstat(1).st_mode)
seen = []


def started():
    return STARTED


def count():
    seen.append(1)
    return len(seen)


def tries(what):
    try:
        return str(eval(what))
    except OSError as error:
        return type(error).__name__

"""
pytestmark = pytest.mark.skipif(not possible(), reason="this machine cannot hold a fork until it is allowed")


@pytest.fixture
def program(tmp_path):
    """Write a stage, which can say when it was imported."""

    def write(text=""):
        (tmp_path / f"{STAGE.module}.py").write_text(STARTED + textwrap.dedent(text), encoding="utf-8")
        return tmp_path

    return write


@contextmanager
def workers(folder):
    """Ask for worker after worker, each of which has imported the stage; those from the second on may share that."""
    with template().keeper() as connection:
        supply = WorkerSupply(connection, WorkerOrder.of(folder, STAGE, LIMITS))

        def following(do):
            session = supply.start()
            session.load(STAGE.module)
            supply.import_seconds = 0.3
            try:
                return do(lambda name, *arguments: session.call(STAGE.module, name, arguments, {}))
            finally:
                session.channel.close()
                supply.end()

        try:
            yield following
        finally:
            TemplateProcess.end_keeper(connection)


def starts(folder, *between):
    """When the stage of the workers 2, 3 and 4 was imported; and what came of `between` in the first of them."""
    with workers(folder) as following:
        following(lambda call: None)
        first = following(lambda call: [call("started"), *[call("tries", each) for each in between]])
        return [first[0], *(following(lambda call: call("started")) for _ in range(2))], first[1:]


def test_an_import_is_shared(program):
    times, _ = starts(program())
    assert len(set(times)) == 1


def test_what_a_worker_does_to_the_module_ends_with_it(program):
    with workers(program()) as following:
        assert [following(lambda call: (call("count"), call("count"))) for _ in range(4)] == [(1, 2)] * 4


@pytest.mark.parametrize(
    "left",
    [
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        "pipe = os.pipe()",
        "pair = socket.socketpair()",
        "open(os.path.join(tempfile.gettempdir(), 'left'), 'w').close()",
        "shared = mmap.mmap(-1, 4096)",
        "file = tempfile.TemporaryFile()",
        "os.dup2(os.pipe()[0], 0)",
        "import signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN); ONCE and os.fork()",
        "ONCE and time.sleep(60)",
        "ONCE and sys.exit()",
        "if ONCE: 1 / 0",
        "if ONCE: socket.recv_fds = lambda *_: time.sleep(60)",
        "if ONCE: os.close(3)",
        "if ONCE: os.kill(os.getpid(), signal.SIGKILL)",
    ],
)
def test_an_import_that_leaves_something_is_not_shared(program, left):
    times, _ = starts(program(left))
    assert len(set(times)) == 3


@pytest.mark.parametrize(
    "trace",
    [
        "fcntl.fcntl(0, fcntl.F_SETFL, os.O_NONBLOCK)",
        "fcntl.flock(1, fcntl.LOCK_EX)",
        "os.write(os.open(os.path.join(tempfile.gettempdir(), 'left'), os.O_CREAT | os.O_WRONLY), b'x')",
        "os.lseek(0, 5, 0)",
    ],
)
def test_a_worker_leaves_nothing_to_the_next(program, trace):
    """Either it is gone, or the next worker comes from an import of its own."""
    look = "(fcntl.fcntl(0, fcntl.F_GETFL) & os.O_NONBLOCK, os.listdir(tempfile.gettempdir()), os.lseek(0, 0, 1))"
    with workers(program()) as following:
        following(lambda call: None)
        before = following(lambda call: call("tries", look))
        following(lambda call: call("tries", trace))
        assert following(lambda call: call("tries", look)) == before


@pytest.mark.parametrize(
    "forbidden",
    [
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.kill(os.getppid(), 0)",
        "os.kill(os.getppid(), signal.SIGKILL)",
        "os.kill(-1, signal.SIGKILL)",
        "os.kill(0, signal.SIGKILL)",
        "os.killpg(os.getpgrp(), signal.SIGKILL)",
        "os.kill(os.getpgrp(), signal.SIGKILL)",
        "os.setsid()",
        "socket.socket()",
    ],
)
def test_a_worker_may_not_do_more_than_others(program, forbidden):
    times, said = starts(program(), forbidden)
    assert said == ["PermissionError"]
    assert len(set(times)) == 1


def test_a_worker_may_signal_itself_and_the_next_one_is_served(program):
    with workers(program()) as following:
        following(lambda call: None)
        assert following(lambda call: call("tries", "os.kill(os.getpid(), 0)")) == "None"
        with pytest.raises(WorkerDied):
            following(lambda call: call("tries", "os.abort()"))
        assert following(lambda call: call("count")) == 1


def test_no_process_is_left(program):
    own = psutil.Process(template().process.pid)
    before = set(own.children(recursive=True))
    starts(program())
    starts(program("ONCE and time.sleep(60)"))
    assert not settled(lambda: set(own.children(recursive=True)) - before)


def test_a_grade_takes_the_time_of_a_few_imports(program):
    """And all tests pass, as they do where each worker imports for itself."""
    solution = (SOLUTIONS / f"{STAGE.module}.py").read_text(encoding="utf-8")
    folder = program()
    (folder / f"{STAGE.module}.py").write_text(f"{solution}\nimport time\ntime.sleep(0.5)\n", encoding="utf-8")
    (report,) = grade([Submission("slow", folder)], [STAGE], Limits(test_seconds=3, stage_seconds=20))
    assert [each.test.name for each in report.stages[0].outcomes if each.state != "passed"] == []
