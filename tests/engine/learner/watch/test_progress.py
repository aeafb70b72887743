"""What the watch remembers: it survives a restart, belongs to the contents of files, and a damaged one costs a line."""

import json
import os

import pytest

from kata.course.stages import STAGES
from kata.learner.watch.progress import Progress, key_of, signature_of
from kata.learner.watch.results import StageResult, TestResult
from tests.engine.learner.watch.headless import make_target, save, solved

CARD = TestResult("tests/x.py::test_y", "failed", "03 pooling: test_y", ("  law       It is so.",), function="slider")


@pytest.fixture
def target(tmp_path, monkeypatch):
    monkeypatch.setenv("KATA_CACHE", str(tmp_path / "cache"))
    return make_target(tmp_path / "it's [mine] 🙂", solved=[3])


def result_for(target, number=3, *tests):
    return StageResult(number, key_of(target, number), 1, tests or (CARD,), 0.5)


def test_results_survive(target):
    Progress(target).save({3: result_for(target)})
    again = Progress(target)
    assert again.load() == {3: result_for(target)}
    assert again.complaint == ""


def test_another_folder_has_its_own_results(target, tmp_path):
    Progress(target).save({3: result_for(target)})
    assert Progress(make_target(tmp_path / "other")).load() == {}


def test_a_result_of_contents_that_have_changed_is_not_kept(target):
    Progress(target).save({3: StageResult(3, "", 1, (CARD,))})
    assert Progress(target).load() == {}


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", '{"version": 2, "stages": []}', '{"version": 1}', '{"version": 1, "stages": [1]}'),
        *('{"version": 1, "stages": [{"number": 99}]}', "[" * 100_000, "\x00", "1e999"),
        json.dumps({"version": 1, "stages": [{"number": 99, "key": "", "total": 1, "tests": [], "seconds": 0}]}),
        json.dumps({"version": 1, "stages": [{"number": 1e999, "key": "", "total": 1, "tests": [], "seconds": 0}]}),
    ],
)
def test_a_damaged_file_is_ignored_with_one_line(target, text):
    progress = Progress(target)
    progress.file.parent.mkdir()
    progress.file.write_text(text, encoding="utf-8")
    assert progress.load() == {}
    assert progress.complaint.startswith(f"Ignored {progress.file}, which is damaged: ")
    assert len(progress.complaint.splitlines()) == 1


def test_bytes_that_are_no_text_are_ignored(target):
    progress = Progress(target)
    progress.file.parent.mkdir()
    progress.file.write_bytes(b"\xff\xfe\x00")
    assert progress.load() == {}
    assert "damaged" in progress.complaint


def test_what_a_file_says_cannot_write_to_the_terminal(target):
    plain = result_for(target).to_plain()
    plain["tests"][0]["title"] = "\x1b]0;title\x07"
    progress = Progress(target)
    progress.file.parent.mkdir()
    progress.file.write_text(json.dumps({"version": 1, "stages": [plain]}), encoding="utf-8")
    assert "\x1b" not in progress.load()[3].tests[0].title


def test_a_cache_that_cannot_be_written_costs_a_line(tmp_path, target, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("KATA_CACHE", str(tmp_path / "file"))
    progress = Progress(target)
    progress.save({3: result_for(target)})
    assert progress.complaint.startswith("Progress is not kept: ")


@pytest.mark.parametrize(
    ("number", "changes"),
    [(1, set()), (4, {4, 12}), (11, {11, 12}), (12, {12})],
)
def test_a_save_makes_its_stage_and_those_built_on_it_unknown(target, number, changes):
    before = {stage.number: key_of(target, stage.number) for stage in STAGES}
    save(target, f"{solved(number)}\n# changed", number)
    after = {stage.number: key_of(target, stage.number) for stage in STAGES}
    assert {number for number in before if before[number] != after[number]} == changes | {number}


def test_a_helper_makes_all_stages_unknown(target):
    before = key_of(target, 3)
    (target / "helper").mkdir()
    (target / "helper" / "part.py").write_text("x = 1")
    assert key_of(target, 3) != before


def test_links_and_pipes_are_not_waited_for(target):
    (target / "nowhere.py").symlink_to("nothing")
    (target / "itself.py").symlink_to("itself.py")
    os.mkfifo(target / "pipe.py")
    assert key_of(target, 3)
    assert str(target / "nowhere.py") not in signature_of(target)


@pytest.mark.parametrize(
    ("states", "summary"),
    [
        (["passed", "passed"], "all 2 tests passed"),
        (["passed", "failed"], "1 of 2 passed, 1 failed"),
        (["todo", "timeout"], "0 of 2 passed, 1 failed, 1 to do"),
        (["blocked", "passed"], "1 of 2 passed, 1 blocked"),
        (["passed"], "1 of 2 passed, 1 not run"),
    ],
)
def test_a_verdict_counts_each_test_once(states, summary):
    tests = tuple(TestResult(f"t{number}", state) for number, state in enumerate(states))
    assert StageResult(3, "", 2, tests).summary() == summary
