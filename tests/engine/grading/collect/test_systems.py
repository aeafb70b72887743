"""Each course system's download, in the shapes in which it comes, becomes the same kind of class."""

import json
import os
import shutil
import subprocess

import pytest

from kata.course.stages import ROOT
from kata.errors import SubmissionError
from kata.grading.collect import gradescope
from kata.grading.collect.collect import collect
from kata.grading.collect.patterns import written_time
from kata.grading.collect.table import Row
from tests.engine.grading.collect.downloads import NAME, OTHER, collected, fill, zipped

CANVAS = {
    f"lovelaceada_11_101_{NAME}": "old",
    "lovelaceada_11_205_stage02_conv_slider-1.py": "new",
    f"lovelaceada_11_99_{OTHER}": "pool",
    "bobbob_LATE_12_300_work.zip": zipped({f"own/{NAME}": "bob", "__MACOSX/own/._x": "x"}),
}
METADATA = """---
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '007'
    :email: ada@example.org
  - :name: Bob
    :sid:
    :email: bob@example.org
  :created_at: 2026-11-29 22:00:00.5 Z
  :score: 3.0
submission_2:
  :submitters:
  - :name: "=Eve"
    :sid: 9
    :email: e@example.org
"""


@pytest.mark.parametrize("shape", ["folder", "zip", "wrapped", "folder with the zip"])
def test_canvas_keeps_the_newest_attachment_and_knows_who_is_late(tmp_path, shape):
    if shape == "folder":
        download = fill(tmp_path / "d", CANVAS)
    elif shape == "wrapped":
        download = fill(tmp_path / "d" / "submissions", CANVAS).parent
    else:
        download = fill(tmp_path, {"in/submissions.zip": zipped(CANVAS)}) / "in"
        download = download / "submissions.zip" if shape == "zip" else download
    if shape == "zip":
        download = shutil.move(download, tmp_path / "submissions.zip")
    done, rows, texts = collected(download)
    assert done.system == "Canvas"
    assert texts == {f"bobbob/{NAME}": "bob", f"lovelaceada/{NAME}": "new", f"lovelaceada/{OTHER}": "pool"}
    assert [(row.id, row.late) for row in rows.values()] == [("12", "yes"), ("11", "no")]
    assert "stage02_conv_slider-1.py counts" in rows["lovelaceada"].problems
    assert rows["bobbob"].problems == ""


def test_the_newest_of_two_zips_in_canvas_counts_wherever_its_stages_lie(tmp_path):
    old = zipped({f"exercises/{NAME}": "old", f"exercises/{OTHER}": "old"})
    files = {"lovelaceada_11_9_work.zip": old, "lovelaceada_11_10_fix.zip": zipped({f"deep/in/{NAME}": "new"})}
    _, rows, texts = collected(fill(tmp_path / "d", files))
    assert texts == {f"lovelaceada/{NAME}": "new", f"lovelaceada/{OTHER}": "old"}
    assert f"{OTHER} was taken from work/exercises/" in rows["lovelaceada"].problems


def test_two_people_of_one_name_in_canvas_are_two_students(tmp_path):
    files = {f"doejane_{number}_5_{NAME}": str(number) for number in (7, 8)}
    _, _, texts = collected(fill(tmp_path / "d", files))
    assert texts == {f"doejane/{NAME}": "7", f"doejane-8/{NAME}": "8"}


def test_anonymous_students_of_canvas_are_told_apart(tmp_path):
    files = {f"anon_aB1_LATE_501_{NAME}": "a", f"anon_Zz9_502_{NAME}": "z", f"anon_Zz9_503_{OTHER}": "p"}
    done, rows, texts = collected(fill(tmp_path / "d", files))
    assert done.system == "Canvas, anonymous"
    assert texts == {f"anon-Zz9/{NAME}": "z", f"anon-Zz9/{OTHER}": "p", f"anon-aB1/{NAME}": "a"}
    assert [(row.id, row.late) for row in rows.values()] == [("Zz9", "no"), ("aB1", "yes")]


@pytest.mark.parametrize("ending", ["", "_"])
def test_moodle_folders_hold_files_folders_or_zips(tmp_path, ending):
    files = {
        f"Ada Lovelace_101_assignsubmission_file{ending}/{NAME}": "ada",
        f"Ada Lovelace_101_assignsubmission_onlinetext{ending}/onlinetext.html": "<p>",
        f"Zoë, O'Neil_102_assignsubmission_file{ending}/my work/deep/{NAME}": "zoe",
        f"Bob_103_assignsubmission_file{ending}/b.zip": zipped({f"b/exercises/{NAME}": "bob"}),
        f"Text only_104_assignsubmission_onlinetext{ending}/onlinetext.html": "<p>",
    }
    done, rows, texts = collected(fill(tmp_path / "d", files))
    assert (done.system, done.left) == ("Moodle", ())
    assert texts == {f"Ada-Lovelace/{NAME}": "ada", f"Bob/{NAME}": "bob", f"Zoë-O-Neil/{NAME}": "zoe"}
    assert [row.id for row in rows.values()] == ["101", "103", "102"]


def test_moodle_files_without_folders_are_read_too(tmp_path):
    files = {f"Ada Lovelace_101_assignsubmission_file_{NAME}": "ada", f"Bob_7_assignsubmission_file_{NAME}": "bob"}
    assert set(collected(fill(tmp_path / "d", files))[2]) == {f"Ada-Lovelace/{NAME}", f"Bob/{NAME}"}


def test_a_group_of_gradescope_is_one_folder_and_a_row_each(tmp_path):
    files = {"submission_metadata.yml": METADATA, f"submission_1/{NAME}": "ada", f"submission_2/x/{NAME}": "eve"}
    done, rows, texts = collected(fill(tmp_path / "d" / "assignment_5_export", files).parent)
    assert done.system == "Gradescope"
    assert texts == {f"Ada-Lovelace-Bob/{NAME}": "ada", f"Eve/{NAME}": "eve"}
    time = "2026-11-29T22:00:00.500000+00:00"
    assert rows["Ada Lovelace"] == Row(
        "Ada-Lovelace-Bob", "007", "Ada Lovelace", "ada@example.org", time, "", "Gradescope submission_1"
    )
    assert (rows["Bob"].folder, rows["Bob"].id) == ("Ada-Lovelace-Bob", "")
    assert rows["=Eve"].id == "9"
    assert "'=Eve" in (tmp_path / "class" / "collected.csv").read_text(encoding="utf-8")


def test_gradescope_submissions_that_the_metadata_does_not_name_are_kept_and_told(tmp_path):
    files = {"submission_metadata.yml": "submission_1: [1, 2]\n", f"submission_1/{NAME}": "a"}
    _, rows, _ = collected(fill(tmp_path / "d", files))
    assert rows["submission_1"].problems == "submission_metadata.yml does not say whose it is"


def test_things_of_ruby_in_the_metadata_are_read_as_plain_values(tmp_path):
    text = METADATA.replace("submission_1:", "submission_1: !ruby/hash:ActiveSupport::HashWithIndifferentAccess")
    text = text.replace(":score: 3.0", ":results: !ruby/object:Thing\n    a: !ruby/array:X [1]\n    b: !ruby/sym y")
    files = {"submission_metadata.yml": text, f"submission_1/{NAME}": "ada", "submission_2/": ""}
    assert set(collected(fill(tmp_path / "d", files))[1]) == {"Ada Lovelace", "Bob", "=Eve"}


@pytest.mark.parametrize(
    ("text", "word"), [("a: [", "cannot be read"), ("- a\n", "no table"), ("[" * 100_000, "cannot be read")]
)
def test_damaged_metadata_is_refused_as_all_names_are_in_there(tmp_path, text, word):
    download = fill(tmp_path / "d", {"submission_metadata.yml": text, f"submission_1/{NAME}": "a"})
    with pytest.raises(SubmissionError, match=f"submission_metadata.yml .*{word}"):
        collect(download, tmp_path / "class")


def test_metadata_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(gradescope, "MOST_BYTES", 10)
    download = fill(tmp_path / "d", {"submission_metadata.yml": METADATA, f"submission_1/{NAME}": "a"})
    with pytest.raises(SubmissionError, match="more than 10 bytes"):
        collect(download, tmp_path / "class")


def test_without_the_reader_of_yaml_the_command_that_installs_it_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "yaml", None)
    download = fill(tmp_path / "d", {"submission_metadata.yml": METADATA, f"submission_1/{NAME}": "a"})
    with pytest.raises(SubmissionError, match=r"-e '.\[class\]'"):
        collect(download, tmp_path / "class")


def test_brightspace_takes_the_newest_folder_of_each_student(tmp_path):
    files = {
        "index.html": "<html>",
        f"12-3 - Ada Lovelace - Nov 29, 2026 1150 PM/{NAME}": "old",
        f"12-3 - Ada Lovelace - Nov 30, 2026 109 AM/{NAME}": "new",
        f"13-3 - Ann - Marie O - Nov 30, 2026 9:05 AM/{OTHER}": "ann",
        f"14-3 - Bob - 30 November, 2026 1805/{OTHER}": "bob",
    }
    done, rows, texts = collected(fill(tmp_path / "d", files))
    assert (done.system, done.left) == ("Brightspace", ())
    assert texts == {f"Ada-Lovelace/{NAME}": "new", f"Ann-Marie-O/{OTHER}": "ann", f"Bob/{OTHER}": "bob"}
    assert rows["Ada Lovelace"].time == "2026-11-30T01:09:00"
    assert rows["Ada Lovelace"].problems == "an older attempt was left out (2026-11-29T23:50:00)"
    assert [row.id for row in rows.values()] == ["12-3", "13-3", "14-3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nov 30, 2026 1200 AM", "2026-11-30T00:00:00"),
        ("Nov 30, 2026 12:07 PM", "2026-11-30T12:07:00"),
        ("November 30, 2026 112 AM", "2026-11-30T01:12:00"),
        ("30. November 2026 18:50", "2026-11-30T18:50:00"),
        ("Feb 30, 2026 110 AM", ""),
        ("30 novembre 2026 2570", ""),
        ("yesterday", ""),
    ],
)
def test_times_as_they_are_written_are_read_in_any_locale(text, expected):
    assert written_time(text) == expected


def test_blackboard_takes_the_newest_attempt(tmp_path):
    files = {
        f"My_Kata_ada1_attempt_2026-11-29-10-00-00_{NAME}": "old",
        "My_Kata_ada1_attempt_2026-11-29-10-00-00.txt": "Name: Ada Lovelace (ada1)\n",
        f"My_Kata_ada1_attempt_2026-11-30-10-00-00_{NAME}": "new",
        f"My_Kata_ada1_attempt_2026-11-30-10-00-00_{OTHER}": "pool",
        "My_Kata_ada1_attempt_2026-11-30-10-00-00.txt": "Name: Ada Lovelace (ada1)\n",
        "My_Kata_b_ob_attempt_2026-11-30-11-00-00_w.zip": zipped({NAME: "bob"}),
        "My_Kata_b_ob_attempt_2026-11-30-11-00-00.txt": "Name: =Bob (b_ob)\r\nAssignment: My Kata\r\n",
        f"My_Kata_c_attempt_2026-11-30-11-00-61_{NAME}": "no such second",
    }
    done, rows, texts = collected(fill(tmp_path / "d", files))
    assert done.system == "Blackboard"
    assert texts == {
        f"Ada-Lovelace/{NAME}": "new",
        f"Ada-Lovelace/{OTHER}": "pool",
        f"Bob/{NAME}": "bob",
        f"c/{NAME}": "no such second",
    }
    assert [row.id for row in rows.values()] == ["ada1", "b_ob", "c"]
    assert rows["Ada Lovelace"].time == "2026-11-30T10:00:00"


def test_a_zip_a_student_comes_by_mail(tmp_path):
    notebook = json.dumps({"cells": []})
    files = {
        "Ada Lovelace.zip": zipped({f"a/b/c/{NAME}": "ada", "a/b/c/helper.py": "h", "a/b/c/__pycache__/x.py": "x"}),
        "bob.ZIP": zipped({"bob/stage02_conv_slider.ipynb": notebook, "bob/.DS_Store": "x"}),
        "eve.ipynb": notebook,
        "dan.rar": "Rar!",
        "notes.txt": "mine",
    }
    done, rows, texts = collected(fill(tmp_path / "d", files))
    assert texts == {
        f"Ada-Lovelace/{NAME}": "ada",
        "Ada-Lovelace/helper.py": "h",
        "bob/stage02_conv_slider.ipynb": notebook,
        "eve/eve.ipynb": notebook,
    }
    assert done.left == ("notes.txt belongs to nobody",)
    assert rows["dan"].folder == ""
    assert rows["dan"].problems == "dan.rar is no zip: ask for one; nothing that could be taken"
    assert rows["eve"].problems == "no stage file by name: what the cells define counts, of eve.ipynb"


def test_one_more_level_of_folders_is_seen_through(tmp_path):
    files = {f"{section}/{name}/{NAME}": name for section, name in (("mon", "ada"), ("mon", "bob"), ("tue", "eve"))}
    done, rows, texts = collected(fill(tmp_path / "d", files))
    assert done.system == "folders of folders, one for each student"
    assert texts == {f"{name}/{NAME}": name for name in ("ada", "bob", "eve")}
    assert rows["eve"].source == "folder tue"


def test_a_class_of_plain_folders_stays_one_and_a_clone_among_them_gives_its_exercises(tmp_path):
    files = {f"ada/{NAME}": "ada", f"bob/exercises/{NAME}": "bob", f"bob/solutions/{NAME}": "ours", "eve/": ""}
    _, rows, texts = collected(fill(tmp_path / "d", files))
    assert texts == {f"ada/{NAME}": "ada", f"bob/{NAME}": "bob"}
    assert (rows["eve"].folder, rows["eve"].problems) == ("", "nothing handed in")


@pytest.mark.parametrize("folder", ["", "exercises/"])
def test_a_folder_with_stages_is_one_student(tmp_path, folder):
    _, rows, texts = collected(fill(tmp_path / "Ada L", {f"{folder}{NAME}": "ada"}))
    assert texts == {f"Ada-L/{NAME}": "ada"}
    assert list(rows) == ["Ada L"]


def test_a_stage_beside_the_work_of_several_students_belongs_to_nobody(tmp_path):
    files = {NAME: "ours", "ada.zip": zipped({NAME: "ada"}), f"bob/{NAME}": "bob", f".old/{NAME}": "x"}
    done, _, texts = collected(fill(tmp_path / "d", files))
    assert texts == {f"ada/{NAME}": "ada", f"bob/{NAME}": "bob"}
    assert done.left == (".old belongs to nobody", f"{NAME} belongs to nobody")


def test_stages_that_are_packed_one_by_one_are_of_one_student(tmp_path):
    files = {f"{name.removesuffix('.py')}.zip": zipped({name: "x"}) for name in (NAME, OTHER)}
    assert collected(fill(tmp_path / "ada", files))[2] == {f"ada/{NAME}": "x", f"ada/{OTHER}": "x"}


@pytest.mark.parametrize("wrapper", ["kata", "export"])
def test_zips_in_a_folder_of_any_name_are_students(tmp_path, wrapper):
    files = {f"{wrapper}/{name}.zip": zipped({NAME: name}) for name in ("ada", "bob")}
    assert collected(fill(tmp_path / "d", files))[2] == {f"ada/{NAME}": "ada", f"bob/{NAME}": "bob"}


def git(folder, *arguments):
    environment = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_COMMITTER_DATE": "2026-11-30T10:00:00+0530",
        "GIT_AUTHOR_DATE": "2026-11-30T10:00:00+0530",
    }
    who = ("-c", "user.name=x", "-c", "user.email=x@x", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *who, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def clone(folder, url, files):
    fill(folder, files)
    git(folder, "init", "-q")
    git(folder, "remote", "add", "origin", url)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "done")
    return folder


@pytest.fixture
def clones(tmp_path):
    folder = tmp_path / "kata-submissions"
    clone(folder / "kata-ada", "https://token:secret@github.com/org/kata-ada.git", {f"exercises/{NAME}": "ada"})
    theirs = {
        f"exercises/{NAME}": "bob",
        f"solutions/{NAME}": "mine",
        "tests/conftest.py": "",
        "tests/strategies.py": "",
    }
    clone(folder / "kata-b-ob", "git@github.com:org/kata-b-ob.git", theirs)
    return folder


def test_a_clone_is_named_after_its_remote_with_commit_and_time(clones):
    done, rows, texts = collected(clones)
    assert done.system == "GitHub Classroom"
    assert texts == {f"ada/{NAME}": "ada", f"b-ob/{NAME}": "bob"}
    commit = git(clones / "kata-ada", "rev-parse", "HEAD").stdout.decode()[:12]
    assert rows["ada"] == Row(
        "ada", "ada", "ada", "", "2026-11-30T10:00:00+05:30", "", f"GitHub kata-ada at {commit}", ""
    )
    assert "secret" not in (clones.parent / "class" / "collected.csv").read_text(encoding="utf-8")


def test_a_clone_with_other_solutions_or_tests_than_the_course_is_told(clones):
    rows = collected(clones)[1]
    assert rows["b-ob"].problems == (
        "not as the course has them: solutions/stage02_conv_slider.py, tests/conftest.py, tests/strategies.py"
    )


def test_the_course_itself_is_a_clone_without_a_warning(tmp_path):
    for name in ("solutions", "exercises"):
        shutil.copytree(ROOT / name, tmp_path / "kata" / name, ignore=shutil.ignore_patterns("__pycache__"))
    text = (tmp_path / "kata/solutions" / NAME).read_bytes().replace(b"\n", b"\r\n")
    clone(tmp_path / "kata", "https://github.com/org/kata-eve/", {f"solutions/{NAME}": text})
    done, rows, texts = collected(tmp_path / "kata")
    assert (done.system, rows["kata-eve"].problems) == ("a clone", "")
    assert len(texts) == 12


def test_a_packed_clone_has_a_commit_and_a_zip_of_clones_has_names(clones):
    git(clones / "kata-ada", "gc", "-q")
    assert (clones / "kata-ada/.git/packed-refs").is_file()
    assert collected(clones)[1]["ada"].time == "2026-11-30T10:00:00+05:30"
    shutil.rmtree(clones.parent / "class")
    shutil.make_archive(str(clones.parent / "all"), "zip", clones)
    rows = collected(clones.parent / "all.zip")[1]
    assert (rows["ada"].id, rows["ada"].time) == ("ada", "")
    assert " at " in rows["ada"].source


def test_clones_of_the_course_itself_keep_the_names_of_their_folders(tmp_path):
    for name in ("ada", "bob"):
        clone(tmp_path / "d" / name, "https://github.com/course/kata.git", {f"exercises/{NAME}": name})
    assert set(collected(tmp_path / "d")[2]) == {f"ada/{NAME}", f"bob/{NAME}"}


def test_nothing_that_a_clone_says_is_run(clones, tmp_path):
    marker = tmp_path / "ran"
    script = f"#!/bin/sh\ntouch '{marker}'\n"
    for name in ("kata-ada", "kata-b-ob"):
        fill(tmp_path, {"evil.sh": script, f"kata-submissions/{name}/.git/hooks/post-checkout": script})
        (tmp_path / "evil.sh").chmod(0o755)
        with (clones / name / ".git/config").open("a") as config:
            config.write(f"[core]\n\tfsmonitor = {tmp_path}/evil.sh\n\tpager = {tmp_path}/evil.sh\n")
            config.write(f"\tsshCommand = {tmp_path}/evil.sh\n[alias]\n\tcat-file = !{tmp_path}/evil.sh\n")
            config.write(f'[remote "origin"]\n\tpromisor = true\n\tuploadpack = {tmp_path}/evil.sh\n')
    objects = clones / "kata-ada/.git/objects"
    shutil.rmtree(objects)
    objects.mkdir()
    rows = collected(clones)[1]
    assert [row.time for row in rows.values()] == ["", "2026-11-30T10:00:00+05:30"]
    assert not marker.exists()


@pytest.mark.parametrize(
    "head", ["ref: ../../../etc/passwd\n", "ref: refs/heads/none\n", "x" * 9, "", "0" * 40, "-" * 40, "--help"]
)
def test_a_head_that_names_no_commit_costs_the_time_only(clones, head):
    (clones / "kata-ada/.git/HEAD").write_text(head, encoding="utf-8")
    row = collected(clones)[1]["ada"]
    assert (row.folder, row.time) == ("ada", "")


def test_objects_that_lie_elsewhere_are_not_looked_for(clones, monkeypatch):
    monkeypatch.setattr(subprocess, "run", lambda *arguments, **options: pytest.fail("git was asked"))
    os.mkfifo(clones / "kata-ada/.git/objects/info/alternates")
    (clones / "kata-b-ob/.git/objects").rename(clones.parent / "elsewhere")
    (clones / "kata-b-ob/.git/objects").symlink_to(clones.parent / "elsewhere")
    assert [row.time for row in collected(clones)[1].values()] == ["", ""]


def test_without_git_a_clone_has_no_time(clones, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert collected(clones)[1]["ada"].time == ""


def test_a_folder_among_clones_that_is_none_is_told(clones):
    clone(clones / "kata-eve", "https://github.com/org/kata-eve", {NAME: "eve"})
    fill(clones, {f"readme/{NAME}": "x", "list.csv": "x"})
    done, rows, _ = collected(clones)
    assert rows["readme"].problems == "it is no clone"
    assert done.left == ("list.csv belongs to nobody",)
