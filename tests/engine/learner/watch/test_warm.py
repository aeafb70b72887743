"""The processes that run tests for the watch: the verdict and the words of pytest, whatever a learner's code does."""

import os
import re
import signal
import time

import psutil
import pytest

from kata.learner.watch import runner as runner_module
from tests.engine.learner.test_pytest_plugin import card_of, run_pytest
from tests.engine.learner.watch.headless import STAGE_03, Listening, make_target, save, solved, states
from tests.engine.programs import MISCONCEPTIONS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the warm process forks")
FORWARD = "\n\nclass MaxPoolLayer(MaxPoolLayer):\n    def forward(self, inp):\n        {}\n"
SAVES = 100


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_target(tmp_path_factory.mktemp("watched") / "it's [mine]")


@pytest.fixture(scope="module")
def warm(folder):
    """One process for all tests here: what one of them does to it, the next would see."""
    runner = Listening(folder)
    yield runner
    runner.close()


def forward(statement):
    """Stage 03, solved but for one method."""
    return solved() + FORWARD.format(statement)


@pytest.mark.parametrize("warmly", [True, False], ids=["warm", "cold"])
def test_the_tutor_speaks_in_the_watch(folder, warmly):
    mistake = (MISCONCEPTIONS / STAGE_03.module / "keeps_the_smallest.py").read_text(encoding="utf-8")
    save(folder, f"{solved()}\n\n{mistake}")
    runner = Listening(folder, warmly)
    first = next(event for event in runner.go(3).values() if event["lines"])
    runner.close()
    assert [line for line in first["lines"] if line.startswith("  looks like")] == [
        "  looks like keeps the smallest number of each window"
    ]


@pytest.mark.parametrize("statement", ["return -super().forward(inp)", "print('here'); return inp"])
def test_the_watch_says_what_pytest_says(warm, folder, statement):
    save(folder, forward(statement))
    found = warm.go(3)
    broken = next(event for event in found.values() if event["lines"])
    title, *lines = card_of(run_pytest(f"--target={folder}", STAGE_03.test_file))
    assert lines == broken["lines"]
    assert title.startswith(broken["verdict"]["card"]["title"])


@pytest.mark.parametrize(
    "file", sorted((MISCONCEPTIONS / STAGE_03.module).glob("*.py"))[::12], ids=lambda file: file.stem
)
def test_drawn_inputs_give_the_verdicts_that_hypothesis_gives(folder, file):
    save(folder, f"{solved()}\n\n{file.read_text(encoding='utf-8')}")
    runner = Listening(folder)
    first = runner.go(3)
    runner.wait_for("idle")
    second = runner.go(3)
    assert {name: each["verdict"]["state"] for name, each in second.items()} == {
        name: each["verdict"]["state"] for name, each in first.items()
    }
    runner.close()


@pytest.mark.parametrize("cores", [1, 2])
def test_a_stage_is_divided_among_the_cores_there_are(warm, folder, tmp_path, cores):
    who, here = tmp_path / "who", os.sched_getaffinity(0)
    shared = sorted(here)[:cores]
    save(folder, f"{solved()}\nimport os\nwith open({str(who)!r}, 'a') as file: print(os.getpid(), file=file)\n")
    os.sched_setaffinity(0, shared)
    try:
        runner = Listening(folder)
        found = runner.go(3)
        runner.close()
    finally:
        os.sched_setaffinity(0, here)
    assert len(who.read_text().split()) == len(shared)
    assert states(found) == {"passed"}
    assert list(found) == list(warm.go(3))


def test_what_one_part_prints_is_not_said_of_another(warm, folder):
    save(folder, forward("import os, time; time.sleep(0.01); print('in', os.getpid()); return inp"))
    printed = {line for event in warm.go(3).values() for line in event["lines"] if line.startswith("  printed")}
    processes = [set(re.findall(r"in (\d+)", line)) for line in printed]
    assert printed
    assert all(len(each) == 1 for each in processes), printed


def test_each_run_imports_the_file_as_it_is_now(warm, folder):
    save(folder, solved())
    assert states(warm.go(3)) == {"passed"}
    save(folder, forward("return inp"))
    assert "failed" in states(warm.go(3))
    save(folder, solved())
    assert states(warm.go(3)) == {"passed"}


def test_a_helper_is_imported_as_it_is_now(warm, folder):
    save(folder, forward("from my_helper import wrong; return inp if wrong else super().forward(inp)"))
    for wrong in (True, False):
        (folder / "my_helper.py").write_text(f"wrong = {wrong}\n", encoding="utf-8")
        assert ("failed" in states(warm.go(3))) == wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [("def (", "SyntaxError"), ("1 / 0", "ZeroDivisionError"), ("raise SystemExit", "SystemExit")],
)
def test_a_file_that_does_not_import_says_why(warm, folder, text, expected):
    save(folder, text)
    found = warm.go(3)
    assert states(found) == {"error"}
    assert expected in str(found)


def test_a_file_that_is_gone_says_so(warm, folder):
    (folder / f"{STAGE_03.module}.py").unlink()
    assert "there is no stage03_pooling.py" in str(warm.go(3))


@pytest.mark.parametrize(
    ("statement", "how"),
    [
        ("import os; os._exit(3)", "exit status 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "SIGSEGV"),
    ],
)
def test_a_process_that_ends_costs_a_run_and_not_the_watch(warm, folder, statement, how):
    save(folder, forward(statement))
    last = list(warm.go(3).values())[-1]
    assert last["verdict"]["state"] == "crashed"
    assert f"  because    the process ended in this test: {how}" in last["lines"]
    save(folder, solved())
    assert states(warm.go(3)) == {"passed"}


def test_an_endless_loop_costs_its_time(warm, folder):
    save(folder, forward("inp.endless\n        while True: pass") + "\nimport torch\ntorch.Tensor.endless = 0\n")
    warm.order([3], {}, [])
    event = warm.wait_for("ended")
    while event["verdict"]["state"] == "passed":
        event = warm.wait_for("ended")
    assert event["verdict"]["state"] == "timeout"
    assert "  because    still running after 5 seconds: is there an endless loop?" in event["lines"]


def test_a_loop_that_hears_no_alarm_is_ended_too(warm, folder):
    hang = "import signal, time; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM]); time.sleep(1000)"
    save(folder, forward(hang))
    last = list(warm.go(3).values())[-1]
    assert last["verdict"]["state"] == "timeout"


def test_a_save_stops_the_run_before_it_with_all_that_it_started(warm, folder):
    started = folder / "started.txt"
    note = f"open({str(started)!r}, 'w').write(str(child.pid))"
    save(folder, f"import subprocess\nchild = subprocess.Popen(['sleep', '1000'])\n{note}\nwhile True: pass\n")
    warm.order([3], {}, [])
    while not (started.exists() and started.read_text()):
        time.sleep(0.02)
    save(folder, solved())
    assert states(warm.go(3)) == {"passed"}
    pid = int(started.read_text())
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_what_a_stopped_run_printed_is_on_no_card(warm, folder):
    save(folder, forward("print('from the stopped run', flush=True)\n        while True: pass"))
    warm.order([3], {}, [])
    warm.wait_for("ended")
    time.sleep(1)
    save(folder, forward("return inp"))
    assert "from the stopped run" not in str(warm.go(3))


def test_many_saves_leave_nothing(warm, folder):
    save(folder, solved())
    warm.go(3)
    process = psutil.Process(warm.process.pid)
    before = process.num_fds(), psutil.Process().num_fds(), psutil.Process().num_threads()
    memory = process.memory_info().rss
    for _ in range(SAVES - 1):
        warm.order([3], {}, [])
        time.sleep(0.01)
    assert states(warm.go(3)) == {"passed"}
    assert process.children() == []
    assert (process.num_fds(), psutil.Process().num_fds(), psutil.Process().num_threads()) == before
    assert process.memory_info().rss - memory < 20_000_000


def test_stage_12_waits_for_the_stage_that_is_wrong(tmp_path):
    folder = make_target(tmp_path / "target", range(1, 13))
    save(folder, forward("return -super().forward(inp)"))
    runner = Listening(folder)
    try:
        found = runner.go(1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12)
    finally:
        runner.close()
    assert "failed" not in states(found)
    assert {event["verdict"]["blocker"] for event in found.values() if event["verdict"]["state"] == "blocked"} <= {3}


def test_a_fresh_process_gives_the_same_verdicts(warm, folder):
    save(folder, forward("return -super().forward(inp)"))
    fresh = Listening(folder, warm=False)
    assert fresh.go(3) == warm.go(3)
    fresh.close()


def test_a_fresh_process_is_stopped_by_the_next_save(folder):
    fresh = Listening(folder, warm=False)
    save(folder, "while True: pass\n")
    fresh.order([3], {}, [])
    fresh.wait_for("begun")
    first = fresh.process
    save(folder, solved())
    assert states(fresh.go(3)) == {"passed"}
    assert first.poll() is not None
    fresh.close()


def test_a_watch_that_is_killed_leaves_no_process(folder):
    save(folder, "while True: pass\n")
    runner = Listening(folder)
    runner.order([3], {}, [])
    runner.wait_for("begun")
    family = [psutil.Process(runner.process.pid), *psutil.Process(runner.process.pid).children()]
    runner.process.stdin.close()
    assert psutil.wait_procs(family[1:], 10)[1] == []
    runner.process.wait(10)


def test_a_warm_process_that_is_killed_is_told_of_and_started_again(folder):
    save(folder, solved())
    runner = Listening(folder)
    runner.go(3)
    os.killpg(runner.process.pid, signal.SIGKILL)
    assert runner.wait_for("gone")["ready"]
    assert states(runner.go(3)) == {"passed"}
    runner.close()


def test_tests_that_changed_start_another_process(folder, monkeypatch):
    runner = Listening(folder)
    runner.go(3)
    first = runner.process
    monkeypatch.setattr(runner_module, "signature_of_tests", lambda: ())
    runner.go(3)
    assert runner.process is not first
    runner.close()


def test_tests_that_cannot_be_collected_are_told_of(tmp_path):
    runner = Listening(tmp_path / "no such folder")
    runner.order([3], {}, [])
    assert not runner.wait_for("gone")["ready"]
    runner.close()


def test_pytest_s_own_variable_does_not_reach_the_warm_process(folder, monkeypatch):
    save(folder, solved())
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    runner = Listening(folder)
    assert states(runner.go(3)) == {"passed"}
    runner.close()
