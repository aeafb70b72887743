"""Which files of a student are the stages."""

import pytest

from kata.grading.collect.choose import choose, stage_name
from kata.grading.collect.tree import folder_tree
from tests.engine.grading.collect.downloads import NAME, OTHER, fill, zipped


def chosen(tmp_path, files):
    found = choose(folder_tree(fill(tmp_path / "student", files)))
    return {"/".join(path): file.read(1000).decode() for path, file in found.files.items()}, found.problems


def test_the_folder_exercises_comes_before_all_others(tmp_path):
    files = {f"old/{NAME}": "old", f"x/y/exercises/{NAME}": "new", "x/y/exercises/lib/helper.py": "h", f"a/{NAME}": "a"}
    texts, problems = chosen(tmp_path, files)
    assert texts == {NAME: "new", "lib/helper.py": "h"}
    assert problems == [f"{NAME} was handed in more than once: x/y/exercises/{NAME} counts"] * 2


def test_nothing_of_the_courses_own_folders_is_taken(tmp_path):
    own = ("tests/engine/submissions/x", "misconceptions/y", "solutions")
    texts, problems = chosen(tmp_path, {f"{folder}/{NAME}": "x" for folder in own} | {OTHER: "mine", "notes.py": "n"})
    assert texts == {OTHER: "mine", "notes.py": "n"}
    assert problems == []


@pytest.mark.parametrize("name", ["kata", "tests", "solutions", "misconceptions", "benchmarks"])
def test_a_repository_may_have_the_name_of_one_of_its_folders(tmp_path, name):
    files = {f"{name}/exercises/{NAME}": "mine", f"{name}/solutions/{NAME}": "ours", f"{name}/tests/x/{NAME}": "x"}
    assert chosen(tmp_path, files) == ({NAME: "mine"}, [])


def test_stages_at_the_top_of_a_clone_bring_nothing_of_the_course(tmp_path):
    others = ("kata/checks.py", "tests/oracles.py", "benchmarks/judge.py", f"solutions/{OTHER}", ".git/x.py")
    files = {NAME: "mine", "helper/h.py": "h"} | dict.fromkeys(others, "ours")
    assert chosen(tmp_path, files) == ({NAME: "mine", "helper/h.py": "h"}, [])


def test_work_in_solutions_alone_is_taken_and_told(tmp_path):
    texts, problems = chosen(tmp_path, {f"solutions/{NAME}": "mine", "README.md": "x"})
    assert texts == {NAME: "mine"}
    assert problems == ["stage files in solutions/ only: these were taken"]


def test_stages_that_lie_apart_come_together_and_are_told(tmp_path):
    files = {
        "one.zip": zipped({OTHER: "3", "helper.py": "1"}),
        f"two/{NAME}": "2",
        "two/helper.py": "2",
        "two/x.csv": "x",
    }
    texts, problems = chosen(tmp_path, files)
    assert texts == {NAME: "2", OTHER: "3", "helper.py": "1", "x.csv": "x"}
    assert problems == [f"{NAME} was taken from two/"]


def test_the_same_file_twice_is_no_problem(tmp_path):
    assert chosen(tmp_path, {NAME: "2", "copy.zip": zipped({NAME: "2"})}) == ({NAME: "2"}, [])


def test_stages_come_first_from_the_folder_that_has_most_of_them(tmp_path):
    texts, _ = chosen(tmp_path, {f"a/{NAME}": "a", f"b/{NAME}": "b", f"b/{OTHER}": "b"})
    assert texts == {NAME: "b", OTHER: "b"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("stage02_conv_slider.py", NAME),
        ("stage02_conv_slider (1).py", NAME),
        ("stage02_conv_slider(12).py", NAME),
        ("stage02_conv_slider-3.py", NAME),
        ("stage02_conv_slider - Copy.py", NAME),
        ("Stage02_Conv_Slider.PY", NAME),
        ("stage02_conv_slider.ipynb", "stage02_conv_slider.ipynb"),
        ("stage02_conv_slider.py.txt", None),
        ("my_stage02_conv_slider.py", None),
        ("stage02_conv_slider\n.py", None),
        ("stage99_other.py", None),
    ],
)
def test_copies_that_browsers_and_systems_rename_are_the_stage(name, expected):
    assert stage_name(name) == expected


def test_the_file_with_the_very_name_comes_before_its_copies(tmp_path):
    texts, problems = chosen(tmp_path, {"stage02_conv_slider (1).py": "copy", NAME: "exact"})
    assert texts == {NAME: "exact"}
    assert problems == [f"{NAME} was handed in more than once: {NAME} counts"]


def test_a_notebook_and_a_module_of_a_stage_are_both_kept(tmp_path):
    files = {NAME: "m", "stage02_conv_slider.ipynb": "n"}
    assert chosen(tmp_path, files) == (files, [])


@pytest.mark.parametrize("ending", ["rar", "7z", "tar.gz", "tgz"])
def test_an_archive_of_another_kind_is_told(tmp_path, ending):
    assert chosen(tmp_path, {f"work.{ending}": "x", NAME: "m"}) == (
        {NAME: "m"},
        [f"work.{ending} is no zip: ask for one"],
    )


def test_work_without_a_stage_is_kept_and_told(tmp_path):
    assert chosen(tmp_path, {"a/report.pdf": "x"}) == ({"a/report.pdf": "x"}, ["no stage file"])


def test_what_programs_leave_is_no_work(tmp_path):
    junk = (".DS_Store", "._a.py", "__MACOSX/a.py", "__pycache__/a.pyc", ".git/x", "venv/b.py")
    assert chosen(tmp_path, dict.fromkeys(junk, "x")) == ({}, [])
