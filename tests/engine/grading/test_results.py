"""Results that survive: a second run grades what has changed and nothing else, whatever ended the first."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from kata import cli
from kata.course.stages import ROOT, STAGES
from kata.errors import ControlsError, GraderError, SubmissionError
from kata.grading import class_run, results
from kata.grading.points import Report, StageResult
from kata.grading.request import Request, prepare
from kata.grading.results import ResultsFolder, file_name, shard_of
from kata.grading.snapshot import Snapshot
from kata.judge.limits import Limits
from kata.judge.outcomes import Outcome, StageTest
from tests.engine import warm

STAGE_06 = STAGES[5]
FILE = f"{STAGE_06.module}.py"
NAMES = "ada", "bob", "cem"
TESTS = tuple(
    StageTest(f"{STAGE_06.test_file}::{name}", "A law.")
    for name in ("test_equal_logits_have_minus_log_of_their_number", "test_log_softmax_remembers_nothing")
)
STUB = (ROOT / "exercises" / FILE).read_text(encoding="utf-8")
HANGING = "import time\n\ntime.sleep(876543)\n"


@pytest.fixture
def group(tmp_path):
    """A class of three."""
    for name in NAMES:
        hand_in(tmp_path / "class" / name, f"# {name}\n")
    return tmp_path / "class"


def hand_in(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(text, encoding="utf-8")


@pytest.fixture
def graded(monkeypatch):
    """The names of those that were graded, by a grader that takes no time: the first test passes, the second fails."""
    names = []

    def grade_each(submissions, stages, limits, jobs, controls, watch):
        for each in submissions:
            names.append(each.name)
            tests = [controls.marked(test, STAGE_06) for test in TESTS]
            outcomes = Outcome(tests[0], "passed", "", 0.25), Outcome(tests[1], "failed", "because it is", 0.5)
            stage = controls.weigh(StageResult(STAGE_06, outcomes, 1.5))
            yield each, Report(each.name, each.folder, (stage,), (), Snapshot.look(each.folder).hash)

    monkeypatch.setattr(class_run, "grade_each", grade_each)
    monkeypatch.setattr(class_run, "try_private_tests", lambda *arguments: None)
    return names


def run(group, folder, said=None, **more):
    """One run of the grader; its reports as they are read back."""
    limits = more.pop("limits", Limits(seed=3))
    request = Request((group,), limits, (6,), results=folder, **more)
    this = prepare(request, lambda kind, text: said.append(text) if said is not None else None)
    this.work(this.waiting(), None, lambda progress: None)
    if said is not None:
        said.extend(this.notes)
    return list(this.finished())


def kept(folder, name):
    return json.loads((folder / file_name(name)).read_text(encoding="utf-8"))


def test_a_second_run_grades_nothing_and_reports_the_same(group, tmp_path, graded):
    first = run(group, tmp_path / "r")
    assert graded == list(NAMES)
    assert run(group, tmp_path / "r") == run(group, tmp_path / "r")
    assert graded == list(NAMES)
    assert [(each.name, each.points, each.stages[0].outcomes[1].message) for each in first] == [
        (name, 5.0, "because it is") for name in NAMES
    ]


def test_a_result_says_all_that_it_was_made_of(group, tmp_path, graded):
    run(group, tmp_path / "r")
    found = kept(tmp_path / "r", "ada")
    assert (found["version"], found["name"], found["graded"], found["seed"]) == (2, "ada", True, 3)
    assert found["folder"] == str(group / "ada")
    assert found["hashes"].keys() == {"files", "tests", "options", "policy"}
    assert re.fullmatch("[0-9a-f]{64}", found["key"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", found["date"])
    assert found["versions"].keys() == {"python", "torch", "numpy", "hypothesis", "pytest"}
    assert (found["seconds"], found["stages"][0]["seconds"]) == (1.5, 1.5)
    assert [test["seconds"] for test in found["stages"][0]["tests"]] == [0.25, 0.5]
    assert [test["visibility"] for test in found["stages"][0]["tests"]] == ["visible", "visible"]
    assert (found["student"], found["penalty"], found["bonus"]) == (None, None, 0.0)


def test_what_has_changed_is_graded_again_and_nothing_else(group, tmp_path, graded):
    run(group, tmp_path / "r")
    hand_in(group / "bob", "# better\n")
    (group / "cem" / "__pycache__").mkdir()  # which no grade looks at
    run(group, tmp_path / "r")
    assert graded == [*NAMES, "bob"]


@pytest.mark.parametrize(
    "change", [{"seed": 4}, {"limits": Limits(seed=3, examples=5)}, {"limits": Limits(60, seed=3)}]
)
def test_other_options_are_another_grade(change, group, tmp_path, graded):
    run(group, tmp_path / "r")
    run(group, tmp_path / "r", **change)
    assert graded == [*NAMES, *NAMES]


def test_other_versions_are_another_grade(group, tmp_path, graded, monkeypatch):
    run(group, tmp_path / "r")
    for module in ("class_run", "documents", "fingerprint"):
        monkeypatch.setattr(f"kata.grading.{module}.versions", lambda: {"python": "4"})
    run(group, tmp_path / "r")
    assert graded == [*NAMES, *NAMES]


def test_other_private_tests_are_another_grade(group, tmp_path, graded):
    file = tmp_path / "private" / f"test_{FILE}"
    file.parent.mkdir()
    for text in ("def test_a(): pass\n", "def test_b(): pass\n", "def test_b(): pass\n"):
        file.write_text(text, encoding="utf-8")
        run(group, tmp_path / "r", private=file.parent)
    assert graded == [*NAMES, *NAMES]


def test_other_weights_change_the_points_and_run_no_test(group, tmp_path, graded):
    run(group, tmp_path / "r")
    date = kept(tmp_path / "r", "ada")["date"]
    (tmp_path / "w.toml").write_text(f"[points]\n6 = 40\n[tests]\n{TESTS[0].name} = 3\n", encoding="utf-8")
    reports = run(group, tmp_path / "r", weights=tmp_path / "w.toml")
    assert graded == list(NAMES)
    assert [report.points for report in reports] == [30.0] * 3
    assert (kept(tmp_path / "r", "ada")["points"], kept(tmp_path / "r", "ada")["date"]) == (30.0, date)
    assert [report.points for report in run(group, tmp_path / "r")] == [5.0] * 3


def test_a_class_keeps_the_seed_that_was_drawn_first(group, tmp_path, graded):
    said = []
    run(group, tmp_path / "r")
    run(group, tmp_path / "r", said, limits=Limits(seed=99))
    assert kept(tmp_path / "r", "ada")["seed"] == 3
    assert said == [f"the seed of this class is 3, as before; it is kept in {tmp_path / 'r'}"]
    run(group, tmp_path / "r", seed=8)
    run(group, tmp_path / "r", limits=Limits(seed=100))
    assert kept(tmp_path / "r", "ada")["seed"] == 8


def test_many_graders_that_start_at_once_agree_on_a_seed(tmp_path):
    folder, found = ResultsFolder(tmp_path / "r"), []
    threads = [
        threading.Thread(target=lambda n=n: found.append(folder.seed(None, n)[0]), daemon=True) for n in range(30)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 30
    assert len(set(found)) == 1
    assert [file.name for file in (tmp_path / "r").iterdir()] == ["seed"]


def test_a_damaged_seed_is_named(tmp_path):
    folder = ResultsFolder(tmp_path)
    (tmp_path / "seed").write_text("x")
    with pytest.raises(ControlsError, match="is damaged: delete it"):
        folder.seed(None, 1)
    assert folder.seed(5, 1) == (5, False)


def test_a_seed_without_links_between_files_is_kept_too(tmp_path, monkeypatch):
    def refused(*arguments):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    folder = ResultsFolder(tmp_path)
    assert [folder.seed(None, number) for number in (1, 2)] == [(1, False), (1, True)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"name": "bob"}',
        '{"name": "ada"}',
        "[" * 100_000,
        b"\xff\xfe",
        ("state", "splendid"),
        ("stage", 77),
        ("hashes", 3),
        ("students", None),
    ],
)
def test_a_damaged_result_is_graded_anew_with_a_line(text, group, tmp_path, graded):
    run(group, tmp_path / "r")
    file = tmp_path / "r" / "ada.json"
    if isinstance(text, tuple):
        name, value = text
        whole = re.sub(rf'"{name}": ("\w+"|\d+|\[\]|{{[^}}]*}})', f'"{name}": {json.dumps(value)}', file.read_text())
        assert whole != file.read_text()
        text = whole
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    said = []
    reports = run(group, tmp_path / "r", said)
    assert graded == [*NAMES, "ada"]
    assert len(reports) == 3
    assert [line for line in said if line.startswith("the result of ada is damaged, and it is graded anew (")]


def test_the_result_of_another_is_nobodys(group, tmp_path, graded):
    run(group, tmp_path / "r")
    (tmp_path / "r" / "ada.json").write_bytes((tmp_path / "r" / "bob.json").read_bytes())
    said = []
    run(group, tmp_path / "r", said)
    assert graded == [*NAMES, "ada"]
    assert said[-1] == "the result of ada is damaged, and it is graded anew (it is the result of another submission)"


def test_a_result_without_a_verdict_is_graded_anew(group, tmp_path, graded):
    run(group, tmp_path / "r")
    file = tmp_path / "r" / "bob.json"
    file.write_text(file.read_text().replace('"graded": true', '"graded": false'))
    run(group, tmp_path / "r")
    assert graded == [*NAMES, "bob"]


def test_a_submission_that_is_gone_keeps_its_result_and_is_named(group, tmp_path, graded):
    run(group, tmp_path / "r")
    (group / "bob" / FILE).unlink()
    (group / "bob").rmdir()
    said = []
    reports = run(group, tmp_path / "r", said)
    assert [report.name for report in reports] == ["ada", "cem"]
    assert kept(tmp_path / "r", "bob")["name"] == "bob"
    assert "the results of 1 that are gone from the class stay where they are: bob" in said


def test_a_full_disk_costs_what_was_in_flight(group, tmp_path, graded, monkeypatch):
    whole = results.write_whole

    def full(file, data):
        if file.name == "bob.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(file, data)

    monkeypatch.setattr(results, "write_whole", full)
    with pytest.raises(GraderError, match="the result of bob could not be written: No space left on device"):
        run(group, tmp_path / "r")
    monkeypatch.setattr(results, "write_whole", whole)
    assert len(run(group, tmp_path / "r")) == 3
    assert graded == ["ada", "bob", "bob", "cem"]


def test_a_full_disk_is_told_with_what_is_done_and_how_to_go_on(group, tmp_path, graded, monkeypatch):
    def full(file, data):
        if file.name == "cem.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(file, data)

    whole = results.write_whole
    monkeypatch.setattr(results, "write_whole", full)
    monkeypatch.setattr(sys, "argv", ["grader.py", str(group), "--results", "a b"])
    done = CliRunner().invoke(cli.grader, [str(group), "--stage", "6", "--results", str(tmp_path / "r")])
    assert done.exit_code == 1
    assert [line.split() for line in done.stdout.splitlines()[1:3]] == [
        ["ada", "50", "5.00", "10"],
        ["bob", "50", "5.00", "10"],
    ]
    *_, note, error = done.stderr.splitlines()
    assert note == f"note: 1 of 3 submissions are left; go on with: python grader.py {group} --results 'a b'"
    assert error == "error: the result of cem could not be written: No space left on device"


@pytest.mark.parametrize(("percent", "status"), [("50", 0), ("50.5", 3)])
def test_a_class_below_a_bound_exits_with_3(percent, status, group, tmp_path, graded):
    arguments = [str(group), "--stage", "6", "--json", str(tmp_path / "grade.json"), "--fail-under", percent]
    for folder in ([], ["--results", str(tmp_path / "r")]):
        assert CliRunner().invoke(cli.grader, [*arguments, *folder]).exit_code == status
        document = json.loads((tmp_path / "grade.json").read_text(encoding="utf-8"))
        assert [each["points"] for each in document["submissions"]] == [5.0] * 3


def test_two_shards_grade_each_submission_once(tmp_path, graded):
    names = [f"student {number}" for number in range(20)]
    for name in names:
        hand_in(tmp_path / "class" / name, "")
    first = [each.name for each in run(tmp_path / "class", tmp_path / "r", shard="1/2")]
    second = [each.name for each in run(tmp_path / "class", tmp_path / "r", shard="2/2")]
    assert sorted(first + second) == sorted(names)
    assert min(len(first), len(second)) > 4
    assert len(run(tmp_path / "class", tmp_path / "r")) == 20
    assert sorted(graded) == sorted(names)


def test_every_machine_says_the_same_about_shards():
    assert [shard_of(name, 7) for name in ("ada", "bob", "\u00e9", "e\u0301", "🐘")] == [5, 3, 7, 7, 4]


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2", "1/2/3", "٣/٣", "1/2\n"])
def test_a_shard_that_is_none_is_refused(shard, group, tmp_path):
    with pytest.raises(ControlsError, match="is no part: say 1/3"):
        run(group, tmp_path / "r", shard=shard)


def test_no_two_names_share_a_file():
    long = "n" * 250
    names = ["ada", "Ada", "ADA", "ada ", "a/b", "a_b", "a\\b", "..", ".", "con", "com1", "nul", "é", "e", "🐘", "🐪"]
    names += [long, f"{long}x", "\x1b[31m", "=1+1", "ada.json", file_name("a/b").removesuffix(".json"), "seed", "-x"]
    names += ["", "e\u0301", "\udcff"]
    files = [file_name(name) for name in names]
    assert len({file.lower() for file in files}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,70}\.json", file) for file in files), files
    assert files[0] == "ada.json"
    assert files[9] != "con.json"
    assert file_name("Zoë Müller").startswith("Zoe_Muller-")


@pytest.mark.parametrize("name", ["n" * 250, "🐘 elephant", "=cmd|'calc'!A0", "a\nb", "Ada", "con"])
def test_submissions_of_any_name_are_kept_and_found_again(name, tmp_path, graded):
    hand_in(tmp_path / "class" / name, "")
    hand_in(tmp_path / "class" / "ada", "")
    for _ in range(2):
        assert {each.name for each in run(tmp_path / "class", tmp_path / "r")} == {name, "ada"}
    assert sorted(graded) == sorted([name, "ada"])


def test_submissions_of_two_classes_with_one_name_have_a_result_each(tmp_path, graded):
    for group in ("monday", "friday"):
        hand_in(tmp_path / group / "ada", f"# {group}\n")
    request = Request((tmp_path / "monday", tmp_path / "friday"), Limits(seed=3), (6,), results=tmp_path / "r")
    for _ in range(2):
        both = prepare(request, lambda kind, text: None)
        both.work(both.waiting(), None, lambda progress: None)
        assert [report.name for report in both.finished()] == ["monday/ada", "friday/ada"]
    assert graded == ["monday/ada", "friday/ada"]


def test_a_folder_of_results_in_the_class_is_no_submission(group, graded):
    for _ in range(2):
        assert [each.name for each in run(group, group / "results")] == list(NAMES)
    with pytest.raises(SubmissionError, match="would be in the submission"):
        run(group, group / "ada" / "results")


@pytest.mark.parametrize(("place", "why"), [("file", "is no folder"), ("file/r", "cannot be written to")])
def test_a_folder_of_results_that_cannot_be_is_refused(place, why, group, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ControlsError, match=why):
        run(group, tmp_path / place)


def test_what_a_killed_grader_has_left_is_swept_away_but_not_what_another_writes(tmp_path):
    for name in (".old.tmp", ".new.tmp"):
        (tmp_path / name).touch()
    os.utime(tmp_path / ".old.tmp", (0, 0))
    ResultsFolder(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [".new.tmp"]


def start(group, folder, *more, started=subprocess.Popen):
    command = [sys.executable, "grader.py", str(group), "--stage", "6", "--results", str(folder), "--jobs", "1", *more]
    return started(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def class_whose_last_hangs(folder):
    for name in ("s1", "s2", "s3", "s4", "s5"):
        hand_in(folder / name, STUB)
    hand_in(folder / "s6", HANGING)
    return folder


def wait_for_five(grader, folder):
    for _ in range(1200):
        if len(list(folder.glob("s*.json"))) == 5:
            return
        assert grader.poll() is None, grader.communicate()
        time.sleep(0.1)
    raise AssertionError("nothing was graded")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_grader_that_is_ended_is_resumed_where_it_was(number, tmp_path):
    group, folder = class_whose_last_hangs(tmp_path / "class"), tmp_path / "r"
    grader = start(group, folder)
    wait_for_five(grader, folder)
    grader.send_signal(number)
    out, err = grader.communicate(timeout=60)
    before = {file.name: file.read_bytes() for file in folder.glob("*.json")}
    if number != signal.SIGKILL:
        assert grader.returncode == 128 + number
        assert [line.split()[0] for line in out.splitlines()[1:6]] == ["s1", "s2", "s3", "s4", "s5"]
        assert f"1 of 6 submissions are left; go on with: python grader.py {group} --stage 6" in err
    assert "Traceback" not in err
    hand_in(group / "s6", STUB)
    grader = start(group, folder, started=warm.start)
    out, err = grader.communicate(timeout=120)
    assert grader.returncode == 0, err
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert len(list(folder.glob("*.json"))) == 6
    assert len([line for line in out.splitlines() if re.match(r"s\d +t", line)]) == 6


def test_two_graders_at_once_share_a_class(tmp_path):
    group, folder = tmp_path / "class", tmp_path / "r"
    for number in range(6):
        hand_in(group / f"s{number}", STUB)
    graders = [start(group, folder, "--shard", f"{part}/2", started=warm.start) for part in (1, 2)]
    told = [grader.communicate(timeout=150) for grader in graders]
    assert [grader.returncode for grader in graders] == [0, 0], told
    found = [kept(folder, f"s{number}") for number in range(6)]
    assert {each["seed"] for each in found} == {int((folder / "seed").read_text())}
    assert all(each["graded"] for each in found)


def test_a_report_of_a_submission_that_nobody_could_open_is_no_result(group, tmp_path, graded, monkeypatch):
    run(group, tmp_path / "r")
    monkeypatch.setattr(Snapshot, "look", lambda source: os.listdir("/no/such/folder"))
    request = Request((group,), Limits(seed=3), (6,), results=tmp_path / "r")
    assert [each.name for each in prepare(request, print).waiting()] == list(NAMES)


def test_without_a_folder_reports_are_kept_in_memory(group, graded):
    reports = run(group, None)
    assert [report.name for report in reports] == list(NAMES)
    assert replace(reports[0], name="bob").points == 5.0
