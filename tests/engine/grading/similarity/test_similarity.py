"""A class is compared with the solutions, and a hostile text costs its own file only."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress

import psutil
import pytest
from typer.testing import CliRunner

from kata import cli
from kata.course.stages import ROOT, STAGES
from kata.errors import ControlsError
from kata.grading import reader
from kata.grading.documents import to_json
from kata.grading.grade import grade, grade_each
from kata.grading.points import Likeness
from kata.grading.similarity import children
from kata.grading.similarity.children import read_digests
from kata.grading.similarity.compare import known_course, similarity
from kata.grading.similarity.pending import Pending
from kata.grading.similarity.report import similarities
from kata.grading.snapshot import Snapshot
from kata.grading.submissions import find_submissions
from kata.judge.limits import Limits
from tests.engine.grading.export.hostile import TEXTS

NAME = "stage02_conv_slider"
SOLUTION = (ROOT / "solutions" / f"{NAME}.py").read_text(encoding="utf-8")
STUB = (ROOT / "exercises" / f"{NAME}.py").read_text(encoding="utf-8")
MODULES = ["stage01_data_split", NAME, "stage03_pooling"]


@pytest.fixture(scope="module")
def course():
    return known_course()


@pytest.fixture
def member(tmp_path):
    """A submission in a class, with these files."""

    def make(name="ada", **files):
        folder = tmp_path / "class" / name
        folder.mkdir(parents=True)
        for module, text in files.items():
            (folder / f"{module}.py").write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return make


def compare(*arguments):
    return CliRunner().invoke(cli.app, ["similarity", *map(str, arguments)], env={"COLUMNS": "200"})


def test_the_solutions_are_the_solutions(course):
    found = similarity(ROOT / "solutions", course)
    assert len(found) == len(STAGES)
    assert all(each.written == each.same for each in found)
    assert sum(len(each.same) for each in found) == sum(len(known.solved) for known in course)


def test_stubs_are_not_written(course):
    assert {each.written for each in similarity(ROOT / "exercises", course)} == {()}


def test_other_names_for_variables_are_the_same_and_other_work_is_not(member, course):
    text = SOLUTION.replace("h_idx", "row").replace("torch.exp(-x)", "torch.exp(0 - x)")
    (found,) = similarity(member(**{NAME: text}), course)
    assert set(found.written) - set(found.same) == {"sigmoid"}
    assert found.long == ("ConvolutionalLayer.slider", "ConvolutionalLayer.forward")


def test_what_is_still_a_stub_does_not_count(member, course):
    text = STUB.replace('raise NotImplementedError("stage 02: sigmoid")', "return 1 / (1 + torch.exp(-x))")
    (found,) = similarity(member(**{NAME: text}), course)
    assert (found.written, found.same, found.long) == (("sigmoid",), ("sigmoid",), ())


def test_functions_of_their_own_do_not_count(member, course):
    (found,) = similarity(member(**{NAME: SOLUTION + "\n\ndef helper():\n    return 1\n"}), course)
    assert "helper" not in found.written


HOSTILE = {
    "brackets": "f(" * 90 + "1" + ")" * 89 + " {" * 60,
    "too large": "x = 1\n" * 50_000,
    "too deep": "x = " + "-" * 150_000 + "1",
    "wide": "x = [" + "0," * 99_000 + "]",
    "no Python": "def f(:",
    "no text": b"\xff\x00",
    "empty": "",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_costs_its_own_file_only(member, text):
    solutions = {name: (ROOT / "solutions" / f"{name}.py").read_text(encoding="utf-8") for name in MODULES}
    found = read_digests(member(**{**solutions, NAME: text}), MODULES)
    assert list(map(bool, (found[name] for name in MODULES))) == [True, False, True]


@pytest.mark.parametrize(
    "does",
    [
        "os.kill(os.getpid(), 11)",
        "os._exit(0)",
        "os.write(1, b'x' * 3_000_000)",
        "os.write(1, b'[\"stage01_data_split\", {}]\\n'); os._exit(0)",
        "os.write(1, b'[' * 100_000 + b'\\n')",
        "os.write(1, b'null\\n'); os._exit(0)",
        "time.sleep(1000)",
        "[0] * 10**9",
        "os.fork() or time.sleep(1000)",
        "os.fork() and os._exit(0); os.setsid(); time.sleep(8)",
        "[os.write(1, b'x' * 100_000) for _ in range(10**9)]",
        "open('/dev/null'), [os.dup(1) for _ in range(100)]",
    ],
)
def test_a_child_that_a_text_has_taken_over_costs_its_own_file_only(member, monkeypatch, tmp_path, does):
    monkeypatch.setattr(children, "SECONDS", 4.0)
    monkeypatch.setattr(children, "CHILD", "taken_over")
    monkeypatch.setattr(reader, "ROOT", tmp_path)
    (tmp_path / "taken_over.py").write_text(
        f"""
import os, sys, time
sys.path.insert(0, {str(ROOT)!r})
from kata.grading.similarity import child
child.confine()
for module in sys.argv[2:]:
    if module == {NAME!r}:
        {does}
    os.write(1, (child.json.dumps([module, {{"f": "0"}}]) + "\\n").encode())
"""
    )
    found = read_digests(member(), MODULES)
    assert found["stage01_data_split"] == found["stage03_pooling"] == {"f": "0"}
    assert found[NAME] in (None, {"f": "0"})


def test_no_more_is_read_than_was_agreed():
    ours, theirs = os.pipe()
    with os.fdopen(ours, "rb"), os.fdopen(theirs, "wb", buffering=0) as pipe:
        pipe.write(b"x" * 200)
        assert reader.read_pipe(ours, 1.0, 100) == b"x" * 100


def test_what_a_child_has_started_ends_with_it(member, monkeypatch, tmp_path):
    monkeypatch.setattr(children, "SECONDS", 1.0)
    monkeypatch.setattr(children, "CHILD", "forks")
    monkeypatch.setattr(reader, "ROOT", tmp_path)
    text = "import os, time\npid = os.fork() or time.sleep(1000)\n"
    (tmp_path / "forks.py").write_text(f'{text}print(\'["{NAME}", {{"f": "%s"}}]\' % pid, flush=True)')
    pid = int(read_digests(member(), [NAME])[NAME]["f"])
    assert ends(pid)


def ends(pid):
    """Whether a process ends within some seconds; nobody may fetch its status."""
    for _ in range(500):
        with suppress(psutil.NoSuchProcess):
            if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.01)
                continue
        return True
    return False


def test_a_child_may_take_little(tmp_path):
    script = f"import runpy, sys, resource as r; sys.argv = ['child', {str(tmp_path)!r}]; "
    script += "runpy.run_module('kata.grading.similarity.child', run_name='__main__'); "
    script += "print([r.getrlimit(each)[1] for each in (r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [5, 1 << 30, 0, 0]


def test_a_child_needs_neither_torch_nor_numpy():
    script = "import sys, kata.grading.similarity.child; print({'torch', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_no_file_of_a_submission_is_parsed_here(member, course, monkeypatch):
    folder = member(**{NAME: SOLUTION})
    monkeypatch.setattr("ast.parse", lambda text: 1 / 0)
    assert [len(each.same) for each in similarity(folder, course)] == [5]


def test_links_and_pipes_are_not_followed(member, course):
    folder = member()
    (folder / f"{NAME}.py").symlink_to(ROOT / "solutions" / f"{NAME}.py")
    os.mkfifo(folder / "stage03_pooling.py")
    assert similarity(folder, course) == []


def test_a_submissions_modules_are_not_imported(member, course):
    own = dict.fromkeys(("ast", "json", "kata", "sitecustomize"), "raise SystemExit(1)")
    (found,) = similarity(member(**own, **{NAME: SOLUTION}), course)
    assert len(found.same) == 5


def test_a_class_has_a_row_each_the_likest_first(member, tmp_path):
    member("ada", **{NAME: STUB})
    member("bob", **{NAME: SOLUTION})
    member("eve", **{NAME: "def f(:"})
    done = compare(tmp_path / "class", "--json", tmp_path / "out.json")
    rows = [line.split() for line in done.stdout.splitlines()[1:-1]]
    assert rows == [
        ["bob", "5", "5", "100%", "2"],
        ["ada", "0", "0", "0"],
        ["eve", "0", "0", "0", f"{NAME}.py"],
    ]
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["submissions"]
    assert {each["name"]: each["share"] for each in told} == {"ada": None, "bob": 1.0, "eve": None}


def test_names_of_submissions_are_harmless(member, tmp_path):
    for text in TEXTS:
        name = text.replace("/", "").replace("\0", "").encode(errors="ignore")[:200].decode(errors="ignore")
        if name and name[0] not in "._" and not (tmp_path / "class" / name).exists():
            member(name, **{NAME: STUB})
    done = compare(tmp_path / "class")
    assert done.exit_code == 0
    assert all(each.isprintable() for each in done.stdout.splitlines())


def test_a_copy_without_solutions_says_so(tmp_path):
    with pytest.raises(ControlsError, match=r"compares with solutions/stage01_data_split\.py, which cannot be read"):
        known_course(tmp_path)


def test_a_folder_that_cannot_be_looked_into_stops_nobody_else(member, tmp_path):
    member("ada", **{NAME: SOLUTION})
    gone = member("gone", **{NAME: SOLUTION})
    found = find_submissions([tmp_path / "class"])
    shutil.rmtree(gone)
    compared = similarities(found, known_course())
    assert [(each.submission.name, each.trouble, len(each.names("same"))) for each in compared] == [
        ("ada", "", 5),
        ("gone", "cannot be looked into: No such file or directory", 0),
    ]


@pytest.fixture
def likeness(member):
    """What a grade says of the first three stages of a submission with these files."""

    def find(**files):
        snapshot = Snapshot.of(member(**files), member("copies"))
        pending = Pending(snapshot.folder, snapshot.hashes, STAGES[:3])
        try:
            return {stage.module: alike for stage, alike in pending.found().items()}
        finally:
            pending.close()

    return find


def test_a_result_counts_the_functions_of_each_stage_that_there_is(likeness, monkeypatch):
    monkeypatch.setattr("kata.grading.similarity.pending.SECONDS", 20.0)
    found = likeness(**{NAME: SOLUTION.replace("torch.exp(-x)", "torch.exp(0 - x)"), "stage03_pooling": "def f(:"})
    assert found == {NAME: Likeness(True, 5, 5, 4, 2), "stage03_pooling": Likeness(False, 3, 0, 0, 0)}


def test_the_courses_own_texts_are_known_without_a_child(likeness, monkeypatch):
    monkeypatch.setattr("kata.grading.similarity.pending.Reader", lambda *_: 1 / 0)
    assert likeness(**{NAME: STUB}) == {NAME: Likeness(True, 5, 0, 0, 0)}


def test_what_a_child_has_not_read_in_time_is_not_read(likeness, monkeypatch):
    monkeypatch.setattr("kata.grading.similarity.pending.SECONDS", 0.0)
    assert likeness(**{NAME: SOLUTION + "\nx = 1\n"}) == {NAME: Likeness(False, 5, 0, 0, 0)}


def test_a_child_that_cannot_be_started_stops_no_grade(likeness, monkeypatch):
    def refuse(*arguments):
        raise OSError(11, "no more processes")

    monkeypatch.setattr("kata.grading.similarity.pending.Reader", refuse)
    assert likeness(**{NAME: SOLUTION + "\nx = 1\n"}) == {NAME: Likeness(False, 5, 0, 0, 0)}


def test_a_copy_of_the_course_without_solutions_compares_nothing(likeness, monkeypatch):
    monkeypatch.setattr("kata.grading.similarity.pending._course", lambda: ())
    assert likeness(**{NAME: SOLUTION}) == {}


def test_a_grade_has_the_fact_and_the_same_points(member, monkeypatch):
    monkeypatch.setattr("kata.grading.similarity.pending.SECONDS", 20.0)
    member("ada", **{NAME: SOLUTION})
    member("bob", **{NAME: SOLUTION.replace("def sigmoid(x", "def sigmoid(xx").replace("exp(-x)", "exp(-xx)")})
    asks = lambda _, test: "sigmoid_of_three" in test.name  # noqa: E731
    reports = grade(find_submissions([member("eve").parent]), [STAGES[1]], Limits(), 1, asks)
    assert [(each.points, each.stages[0].likeness and each.stages[0].likeness.same) for each in reports] == [
        (10.0, 5),
        (10.0, 5),
        (0.0, None),
    ]
    stages = json.loads(to_json(reports, Limits()))["submissions"]
    assert stages[2]["stages"][0]["similarity"] is None
    assert stages[0]["stages"][0]["similarity"] == {
        "readable": True,
        "functions": 5,
        "written": 5,
        "same": 5,
        "long": 2,
    }


def test_an_interrupted_grade_ends_the_child(member, monkeypatch):
    member("ada", **{NAME: SOLUTION + "\nx = 1\n"})
    started = []

    def start(*arguments):
        started.append(reader.Reader(*arguments))
        return started[-1]

    def interrupt(progress):
        raise KeyboardInterrupt

    monkeypatch.setattr("kata.grading.similarity.pending.Reader", start)
    with pytest.raises(KeyboardInterrupt):
        list(grade_each(find_submissions([member("eve").parent])[:1], [STAGES[1]], Limits(), 1, watch=interrupt))
    assert [psutil.pid_exists(each.child.pid) for each in started] == [False]
