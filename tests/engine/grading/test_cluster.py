"""A class on the workers of a Dask cluster: the same results as without, whatever becomes of the workers."""

import errno
import json
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace

import psutil
import pytest

from kata.course.stages import ROOT, STAGES
from kata.errors import ControlsError, GraderError
from kata.grading import class_run, results
from kata.grading.cluster import batches, connection, task
from kata.grading.cluster.batches import share
from kata.grading.cluster.child import answer
from kata.grading.cluster.connection import Cluster, check_cluster, connected
from kata.grading.cluster.order import Member, Order
from kata.grading.documents import to_result
from kata.grading.fingerprint import Fingerprint
from kata.grading.points import Report, StageResult
from kata.grading.private_and_weights import Controls
from kata.grading.request import Request, prepare
from kata.grading.snapshot import Parcel, Snapshot
from kata.grading.submissions import Submission
from kata.judge.limits import Limits
from kata.judge.outcomes import Outcome, StageTest

STAGE_06 = STAGES[5]
FILE = f"{STAGE_06.module}.py"
SOLVED = (ROOT / "solutions" / FILE).read_text(encoding="utf-8")
GRADER = "kata.grading.cluster.child"
STUB = (ROOT / "exercises" / FILE).read_text(encoding="utf-8")
HANGING = "import time\n\ntime.sleep(876543)\n"
TWO_WORKERS = """module: distributed
class: LocalCluster
kwargs: {n_workers: 2, threads_per_worker: 1, host: 127.0.0.1, dashboard_address: null}
"""
PRIVATE = '''import stage06_loss as stage
import torch


def test_private_of_ten():
    """A law that nobody is told."""
    assert stage.log_softmax(torch.zeros(1, 10)).shape == (1, 10)
'''
WEIGHTS = """[points]
6 = 30
[tests]
test_private_of_ten = 4
[late]
due = 2026-11-01T00:00:00Z
percent = 10
[bonus]
"🐘 'elephant" = 2
"""


def hand_in(folder, text, file=FILE):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")


def members(group):
    return sorted(folder.name for folder in group.iterdir() if folder.is_dir())


def without_times(file):
    """A result's bytes, but for what no two runs have alike."""
    return re.sub(rb'"(seconds|date)": ("[^"]*"|[\d.]+)', rb'"\1": _', file.read_bytes())


def start(*arguments, **more):
    command = [sys.executable, "grader.py", *map(str, arguments), "--stage", "6", "--seed", "5"]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, **more
    )


def below(process):
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.Error:
        return []


def busy_workers(process):
    """The ids of the Dask workers that have a grader at work."""
    found = set()
    for each in below(process):
        try:
            if GRADER in each.cmdline() and GRADER not in each.parent().cmdline():  # and no fork of a grader
                found.add(each.ppid())
        except (psutil.Error, AttributeError):
            continue
    return found


def wait_until(condition, process, seconds=120):
    for _ in range(10 * seconds):
        if found := condition():
            return found
        assert process.poll() is None, process.communicate()
        time.sleep(0.1)
    raise AssertionError("it never happened")


def all_gone(processes):
    return not psutil.wait_procs(processes, timeout=10)[1]


@pytest.fixture(scope="module")
def group(tmp_path_factory):
    """Six submissions, with all that may lie in one."""
    folder = tmp_path_factory.mktemp("a class") / "class"
    texts = {"ada": SOLVED, "bob": "x = (\n", "cem": STUB, "🐘 'elephant": SOLVED, "=cmd|x": STUB, "linked": SOLVED}
    for name, text in texts.items():
        hand_in(folder / name, text)
    (folder / "ada" / "notes").mkdir()
    (folder / "ada" / "notes" / "a\\b\n.txt").write_bytes(b"\xff")
    (folder / "linked" / FILE).unlink()
    (folder / "linked" / FILE).symlink_to("/etc/passwd")
    (folder / "linked" / "stage01_data_split.py").touch()
    (folder / "collected.csv").write_text("folder,id,name,email,time,late\nada,1,Ada,,2026-11-02T12:00:00Z,yes\n")
    hand_in(folder.parent / "private", PRIVATE, f"test_{FILE}")
    (folder.parent / "weights.toml").write_text(WEIGHTS, encoding="utf-8")
    (folder.parent / "two.yaml").write_text(TWO_WORKERS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def options(group):
    """Without the tutor, whose silence depends on how busy a machine is."""
    controls = ["--private", group.parent / "private", "--weights", group.parent / "weights.toml"]
    return [group, *controls, "--no-tutor"]


@pytest.fixture(scope="module")
def plain(group, options):
    """The results without Dask, by the names of their files."""
    grader = start(*options, "--results", group.parent / "plain")
    out, err = grader.communicate(timeout=150)
    assert grader.returncode == 0, err
    return out, {file.name: without_times(file) for file in (group.parent / "plain").glob("*.json")}


def test_a_class_of_which_a_worker_is_killed_gets_the_results_that_it_has_without_dask(group, options, plain, tmp_path):
    grader = start(*options, "--results", tmp_path / "r", "--cluster", group.parent / "two.yaml")
    busy = wait_until(lambda: len(found := busy_workers(grader)) == 2 and found, grader)
    everybody = below(grader)
    listening = {each.laddr.ip for process in [*everybody, psutil.Process(grader.pid)] for each in listeners(process)}
    os.kill(busy.pop(), signal.SIGKILL)
    out, err = grader.communicate(timeout=150)
    assert (grader.returncode, out) == (0, plain[0]), err
    assert {file.name: without_times(file) for file in (tmp_path / "r").glob("*.json")} == plain[1]
    assert listening == {"127.0.0.1"}
    assert "Traceback" not in err
    assert all_gone(everybody)


def test_ctrl_c_leaves_what_is_done_and_nothing_else(group, plain, tmp_path):
    shutil.copytree(group, tmp_path / "class", symlinks=True)
    hand_in(tmp_path / "class" / "zoe", HANGING)
    options = [tmp_path / "class", "--results", tmp_path / "r", "--cluster", group.parent / "two.yaml", "--jobs", "1"]
    grader = start(*options, "--test-timeout", "600", "--timeout", "600", start_new_session=True)
    wait_until(lambda: len(list((tmp_path / "r").glob("*.json"))) >= 3, grader)
    everybody = below(grader)
    os.killpg(grader.pid, signal.SIGINT)  # as a terminal does
    out, err = grader.communicate(timeout=60)
    assert grader.returncode == 130, err
    assert "=cmd|x" in out
    assert "of 7 submissions are left; go on with: python grader.py" in err
    assert "Traceback" not in err
    assert all_gone(everybody)


def listeners(process):
    return [each for each in process.net_connections("inet") if each.status == psutil.CONN_LISTEN]


TESTS = tuple(StageTest(f"{STAGE_06.test_file}::{name}", "A law.") for name in ("test_a", "test_b"))


class Future:
    """What a worker has done, at once; None stands for one that never ends."""

    def __init__(self, value):
        self.value = value

    def done(self):
        return self.value is not None

    def cancelled(self):
        return self.value == "cancelled"

    def cancel(self):
        self.value = self.value or b""

    def result(self, timeout):
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


class Workers:
    """Stands for Dask's client: `does` says what comes of an order at a worker."""

    def __init__(self, does, *addresses):
        self.does, self.addresses, self.batches, self.theirs = does, addresses or ("w1", "w2"), [], task.facts()

    def scheduler_info(self):
        return {"workers": {address: {"nthreads": 1} for address in self.addresses}}

    def run(self, function, workers, on_error):
        return dict.fromkeys(workers, self.theirs)

    def submit(self, function, data, workers, pure, key):
        order = pickle.loads(data)
        self.batches.append((workers[0], [each.name for each in order.members]))
        return Future(self.does(order, workers[0]))


def graded(order, **changes):
    """The answer of a worker that has graded."""
    fingerprint = Fingerprint.of([STAGE_06], order.limits, Controls())
    found = {}
    for each in order.members:
        outcomes = Outcome(TESTS[0], "passed", "", 0.25), Outcome(TESTS[1], "failed", "because it is", 0.5)
        report = Report(each.name, each.folder, (StageResult(STAGE_06, outcomes, 1.5),), (), each.files.hash)
        found[each.name] = to_result(replace(report, **changes), fingerprint, order.limits, (), "2026-01-01")
    return json.dumps({"results": found}).encode()


@pytest.fixture
def finish(tmp_path, monkeypatch):
    """Grade a class with some workers; the names and points of what is then in the folder of results."""
    monkeypatch.setattr(batches, "TICK", 0)
    monkeypatch.setattr(batches, "LOOK_SECONDS", 0)
    monkeypatch.setattr(batches, "PAUSE_SECONDS", 0)
    monkeypatch.setattr("kata.grading.request._isolation", lambda request, say: [])
    monkeypatch.setattr(class_run, "try_private_tests", lambda *arguments: None)

    def finish(workers, names=("ada", "bob", "cem", "dan", "eve", "fay"), **more):
        for name in names:
            hand_in(tmp_path / "class" / name, f"# {name}\n")

        @contextmanager
        def connected(cluster, cores):
            yield workers

        monkeypatch.setattr(batches, "connected", connected)
        request = Request((tmp_path / "class",), Limits(seed=3), (6,), results=tmp_path / "r", cluster="local", **more)
        this = prepare(request, lambda kind, text: None)
        try:
            this.work(this.waiting(), None, lambda progress: None)
        finally:
            finish.kept = {report.name: report.points for report in this.finished()}
        return finish.kept

    return finish


ALL = dict.fromkeys(["ada", "bob", "cem", "dan", "eve", "fay"], 5.0)


def test_each_worker_gets_its_share_and_each_submission_is_graded_once(finish):
    workers = Workers(lambda order, address: graded(order))
    assert finish(workers) == ALL
    assert workers.batches == [("w1", ["ada", "bob", "cem"]), ("w2", ["dan", "eve", "fay"])]


def test_three_hundred_of_any_name_are_graded_in_batches_of_ten(finish):
    names = [f"{number} 🐘 'a\nb" for number in range(298)] + ["n" * 250, "=1+1"]
    workers = Workers(lambda order, address: graded(order), "w1", "w2", "w3")
    assert finish(workers, names) == dict.fromkeys(names, 5.0)
    assert {len(batch) for _, batch in workers.batches} == {10}


@pytest.mark.parametrize(
    ("submissions", "workers", "size"), [(6, 2, 3), (1, 9, 1), (30, 2, 8), (300, 10, 10), (20, 1, 10)]
)
def test_a_batch_is_of_ten_at_most_and_leaves_no_worker_without(submissions, workers, size):
    assert share(submissions, workers) == size


RUBBISH = {
    "no bytes": 7,
    "an exception": RuntimeError("boom"),
    "no JSON": b"{",
    "deep": b"[" * 100_000,
    "a list": b"[]",
    "nothing": b"{}",
    "no table": b'{"results": [1]}',
    "no text": b'{"results": {"ada": 5}}',
    "no result": b'{"results": {"ada": "{}"}}',
    "deep inside": json.dumps({"results": {"ada": "[" * 100_000}}).encode(),
    "trouble": b'{"trouble": "the disk is full"}',
}


@pytest.mark.parametrize("what", RUBBISH)
def test_a_worker_that_returns_rubbish_costs_nobody_anything(what, finish):
    workers = Workers(lambda order, address: RUBBISH[what] if address == "w1" else graded(order))
    assert finish(workers) == ALL
    assert [batch for address, batch in workers.batches if address == "w1"] == [["ada", "bob", "cem"]]


@pytest.mark.parametrize(
    "changes", [{"name": "bob"}, {"files": "0" * 64}, {"stages": ()}, {"name": "../../x"}, {"bonus": float("nan")}]
)
def test_a_result_of_something_else_is_not_kept(changes, finish):
    workers = Workers(lambda order, address: graded(order, **(changes if address == "w1" else {})))
    assert finish(workers) == ALL


def test_points_are_not_what_a_worker_says(finish):
    workers = Workers(lambda order, address: graded(order).replace(b'\\"points\\": 5.0', b'\\"points\\": 500.0'))
    assert finish(workers) == ALL


def test_a_worker_that_is_lost_costs_one_attempt(finish):
    def does(order, address):
        if address == "w1":
            workers.addresses = ("w2", "w3")
            return None
        return graded(order)

    workers = Workers(does)
    assert finish(workers) == ALL
    assert workers.batches[-1][1] == ["ada", "bob", "cem"]


def test_a_submission_that_brings_down_its_machine_takes_no_other_along(finish):
    def does(order, address):
        return OSError("its worker was lost") if "bob" in [each.name for each in order.members] else graded(order)

    workers = Workers(does, "w1", "w2", "w3")
    with pytest.raises(GraderError, match=r"1 could not be graded in 3 attempts: bob: its worker was lost \(at w\d\)"):
        finish(workers)
    assert finish.kept == {name: 5.0 for name in ALL if name != "bob"}
    assert len([batch for _, batch in workers.batches if "bob" in batch]) == 3


def test_a_scheduler_that_has_forgotten_all_is_asked_again_and_no_attempt_is_lost(finish):
    workers = Workers(lambda order, address: "cancelled" if len(workers.batches) < 7 else graded(order))
    assert finish(workers) == ALL


def test_a_scheduler_that_is_gone_for_good_ends_the_run_with_what_is_done(finish):
    workers = Workers(lambda order, address: graded(order) if not workers.batches[1:] else "cancelled")
    with pytest.raises(GraderError, match="the scheduler has forgotten what it was given"):
        finish(workers)
    assert finish.kept in ({}, dict.fromkeys(("ada", "bob", "cem"), 5.0))


@pytest.mark.parametrize("name", ["kata", "torch", "hypothesis"])
def test_a_worker_with_another_version_is_refused_by_name_before_anything_is_graded(name, finish):
    workers = Workers(lambda order, address: graded(order))
    workers.theirs = task.facts() | {name: "9.9"}
    with pytest.raises(GraderError, match=rf"the worker w1 is not like this machine: {name} 9\.9 instead of "):
        finish(workers)
    assert workers.batches == []


def test_a_worker_without_the_course_is_refused(finish):
    workers = Workers(lambda order, address: graded(order))
    workers.theirs = ModuleNotFoundError("No module named 'kata'")
    with pytest.raises(GraderError, match=r"the worker w1 is not like this machine: no course \(No module"):
        finish(workers)


def test_a_grader_refuses_an_order_of_another_version_and_one_that_it_cannot_protect():
    order = Order((), (6,), Limits(), None, 1, task.facts() | {"torch": "1.0"}, ())
    assert answer(order)["refused"].startswith("torch ")
    order = replace(order, facts=task.facts(), protections=("magic",))
    assert answer(order) == {"refused": "it lacks protections from submissions: magic"}


def test_a_worker_that_refuses_an_order_ends_the_run(finish):
    with pytest.raises(GraderError, match="the worker w1 is not like this machine: it lacks"):
        finish(Workers(lambda order, address: b'{"refused": "it lacks protections"}'))


def test_a_full_disk_ends_the_run_with_what_is_done(finish, monkeypatch):
    whole = results.write_whole

    def full(file, data):
        if file.name == "eve.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(file, data)

    monkeypatch.setattr(results, "write_whole", full)
    with pytest.raises(GraderError, match="the result of eve could not be written: No space left on device"):
        finish(Workers(lambda order, address: graded(order)))
    assert finish.kept == dict.fromkeys(["ada", "bob", "cem", "dan"], 5.0)


def test_a_batch_has_no_more_bytes_than_a_submission_may(finish, monkeypatch):
    monkeypatch.setattr(batches, "ALL_BYTES", 12)  # each has six
    workers = Workers(lambda order, address: graded(order))
    assert finish(workers) == ALL
    assert max(len(batch) for _, batch in workers.batches) == 2


def test_a_parcel_is_unpacked_as_the_snapshot_of_its_folder(group, tmp_path):
    for name in members(group):
        there, here = tmp_path / "there", tmp_path / "here"
        copy = pickle.loads(pickle.dumps(Parcel.look(group / name))).unpacked(there)
        assert replace(copy, folder=here) == replace(
            Snapshot.of(group / name, here), folder=here, files=0, names=0, size=0
        )
        assert tree(there / name) == tree(here / name)


def tree(folder):
    return {str(each.relative_to(folder)): each.is_file() and each.read_bytes() for each in folder.rglob("*")}


def test_a_grader_that_nobody_waits_for_is_ended():
    began = time.monotonic()
    said = json.loads(task.grade_in_child(b"", lambda: False))
    assert said["trouble"].startswith("its grader ended with status ")
    assert time.monotonic() - began < 60


def test_an_order_may_be_larger_than_a_pipe():
    deadline = time.monotonic() + 60
    order = Order((), (6,), Limits(), None, 1, {"long": "x" * (1 << 21)}, ())
    said = json.loads(task.grade_in_child(pickle.dumps(order), lambda: time.monotonic() < deadline))
    assert said["refused"].startswith("long none instead of xxx")


def test_a_grader_that_fails_says_its_last_words():
    assert "UnpicklingError" in json.loads(task.grade_in_child(b"rubbish", lambda: True))["trouble"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[", "is neither YAML nor JSON"),
        ("[]", "should have `address`"),
        ("module: x", "should have `address`"),
        ("{module: x, class: y, size: 3}", "there is no size: use args, class"),
        ("{module: x, class: y, args: 3}", "args should be a list"),
    ],
)
def test_a_file_that_describes_no_cluster_is_refused(text, why, tmp_path):
    (tmp_path / "c.yaml").write_text(text)
    with pytest.raises(ControlsError, match=why):
        check_cluster(str(tmp_path / "c.yaml"))


def test_what_is_neither_a_file_nor_an_address_is_refused():
    with pytest.raises(ControlsError, match=r"there is no file cluster\.yaml: say local"):
        check_cluster("cluster.yaml")
    assert check_cluster("tcp://10.0.0.1:8786") == Cluster("tcp://10.0.0.1:8786")
    assert check_cluster("local") == Cluster()


def test_a_scheduler_file_is_an_address(tmp_path):
    (tmp_path / "s.json").write_text('{"type": "Scheduler", "address": "tcp://10.0.0.1:8786", "workers": {}}')
    assert check_cluster(str(tmp_path / "s.json")) == Cluster("tcp://10.0.0.1:8786")


@pytest.mark.parametrize(
    ("cluster", "why"),
    [
        (Cluster(module="no.such", name="X"), "there is no no.such.X"),
        (Cluster(module="os", name="X"), "there is no os.X"),
        (Cluster(module="pathlib", name="Path"), "pathlib.Path is no class of clusters"),
        (Cluster(module="distributed", name="LocalCluster", kwargs={"colour": 1}), "LocalCluster could not start"),
        (Cluster("tcp://127.0.0.1:1"), "no Dask scheduler answers at tcp://127.0.0.1:1"),
        (Cluster("gopher://x:1"), "no Dask scheduler answers at gopher://x:1"),
    ],
)
def test_a_cluster_that_cannot_be_had_is_named(cluster, why, monkeypatch):
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 1)
    with pytest.raises((ControlsError, GraderError), match=re.escape(why)), connected(cluster, 1):
        pass


def test_without_dask_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(connection, "find_spec", lambda name: None)
    with pytest.raises(ControlsError, match=r"needs Dask: run pip install -c constraints.txt -e '.\[cluster\]'"):
        check_cluster("local")


def test_a_cluster_needs_a_folder_of_results(group):
    with pytest.raises(ControlsError, match="--cluster needs --results DIR"):
        prepare(Request((group,), Limits(), cluster="local"), lambda kind, text: None)


def test_private_tests_that_cannot_be_sent_are_named(tmp_path):
    (tmp_path / f"test_{FILE}").symlink_to("/etc/passwd")
    with pytest.raises(ControlsError, match=r"--private: not all can be sent: test_stage06_loss\.py is a link"):
        batches._packed(Controls(tmp_path))
    with pytest.raises(ControlsError, match="cannot be read: No such file"):
        batches._packed(Controls(tmp_path / "gone"))
    assert batches._packed(Controls()) is None


def test_a_submission_that_is_gone_is_told_in_the_words_of_the_plain_grader(tmp_path):
    assert batches._parcel(Submission("x", tmp_path / "x")) == f"{tmp_path}/x: No such file or directory"
    order = Order((Member("x", tmp_path / "x", "it is gone"),), (6,), Limits(), None, 1, task.facts(), ())
    (document,) = answer(order)["results"].values()
    found = json.loads(document)
    assert (found["graded"], {test["message"] for test in found["stages"][0]["tests"]}) == (False, {"it is gone"})
