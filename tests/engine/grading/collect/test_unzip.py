"""Zips as hostile as they come: each costs its student a named problem, and nobody else anything."""

import io
import random
import re
import stat
import struct
import zipfile

import pytest

from kata.grading.collect import choose, collect, unzip
from kata.grading.collect.tree import Unreadable
from tests.engine.grading.collect.downloads import NAME, OTHER, collected, fill, solution, zipped

WORK = {NAME: "the work\n" * 20}
NO_ZIP = "is damaged, or no zip"


def entry(name, kind):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    return info


def changed(data, before, after):
    """A zip with some bytes of its headers exchanged, wherever they are."""
    assert before in data
    return data.replace(before, after)


def central(data, offset, form, value):
    """A zip in which a field of the first entry of the list at its end is another."""
    start = data.index(b"PK\x01\x02") + offset
    return data[:start] + struct.pack(form, value) + data[start + struct.calcsize(form) :]


def packed(method):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        archive.writestr(NAME, "x" * 1000)
    return data.getvalue()


def overlapping():
    """Two names in the list for one and the same file."""
    data = zipped({"a" * 22: "x", NAME: "work"})
    first, second = (found.start() for found in re.finditer(b"PK\x01\x02", data))
    offset = data[first + 42 : first + 46]
    return data[: second + 42] + offset + data[second + 46 :]


DAMAGED = {
    "no zip": (b"Sorry, I will hand in later", "is damaged, or no zip"),
    "nothing": (b"", "is damaged, or no zip"),
    "half": (zipped(WORK | {"data.bin": bytes(range(256)) * 40})[:300], "is damaged, or no zip"),
    "encrypted": (central(zipped(WORK), 8, "<H", 1), "is encrypted: hand it in without a password"),
    "lzma": (packed(zipfile.ZIP_LZMA), "is packed in an unusual way: make an ordinary zip"),
    "bzip2": (packed(zipfile.ZIP_BZIP2), "is packed in an unusual way: make an ordinary zip"),
    "unknown": (central(zipped(WORK), 10, "<H", 77), "is packed in an unusual way: make an ordinary zip"),
    "checksum": (central(zipped(WORK), 16, "<I", 1), "is damaged, or no zip (Bad CRC-32"),
    "shorter than it is": (central(zipped(WORK), 24, "<I", 5), "is damaged, or no zip (Bad CRC-32"),
    "somewhere else": (central(zipped(WORK), 42, "<I", 10**6), "is damaged, or no zip"),
    "bomb": (zipped({NAME: bytes(8 << 20)}), "swells to more than a hundred times its size"),
    "bomb that denies it": (
        central(zipped({NAME: bytes(15 << 20), "._": random.Random(1).randbytes(200_000)}), 20, "<I", 150_000),
        "swells to more than a hundred times its size",
    ),
    "too large": (zipped({NAME: random.Random(1).randbytes((16 << 20) + 1)}), "has more than 16,777,216 bytes"),
    "overlapping": (overlapping(), "is damaged, or no zip (File name in directory"),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """A class of them all, with an honest student among them."""
    files = {f"{name}.zip": data for name, (data, _) in DAMAGED.items()} | {"honest.zip": zipped(WORK)}
    return collected(fill(tmp_path_factory.mktemp("hostile") / "d", files))


@pytest.mark.parametrize("name", DAMAGED)
def test_a_zip_that_cannot_be_had_is_a_named_problem_of_its_student(rows, name):
    row = rows[1][name]
    assert DAMAGED[name][1] in row.problems
    assert row.folder == ("overlapping" if name == "overlapping" else "")


def test_an_honest_student_among_them_is_collected_and_nobody_else(rows):
    assert rows[2] == {f"honest/{NAME}": WORK[NAME], f"overlapping/{'a' * 22}": "x"}
    assert rows[1]["honest"].problems == ""


def test_a_student_of_whom_nothing_could_be_taken_has_no_folder(tmp_path):
    bomb, _ = DAMAGED["bomb"]
    collected(fill(tmp_path / "d", {"ada.zip": bomb, "bob.zip": zipped(WORK)}))
    assert sorted(path.name for path in (tmp_path / "class").iterdir()) == ["bob", "collected.csv"]


@pytest.mark.parametrize("name", ["../evil.py", "a/../../evil.py", "/evil.py", "C:\\evil.py", "..\\evil.py", "\\\\x"])
def test_a_name_that_leads_out_of_the_zip_is_not_followed(tmp_path, name):
    _, rows, texts = collected(fill(tmp_path / "d", {"ada.zip": zipped({name: "evil", **WORK}), "bob/": ""}))
    assert texts == {f"ada/{NAME}": WORK[NAME]}
    assert re.search(r"^ada holds '.*', a name that leads out of it$", rows["ada"].problems)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class", "d"]


def test_a_name_that_leads_out_of_the_whole_download_is_told(tmp_path):
    (tmp_path / "d.zip").write_bytes(zipped({"../evil.py": "x", "ada.zip": zipped(WORK), f"bob/{NAME}": "x"}))
    done, _, texts = collected(tmp_path / "d.zip")
    assert done.left == ("d holds '../evil.py', a name that leads out of it",)
    assert set(texts) == {f"ada/{NAME}", f"bob/{NAME}"}


def test_a_problem_that_a_submission_has_often_is_told_once(tmp_path):
    data = zipped({f"{number}/{NAME}": str(number) for number in range(50)})
    _, rows, texts = collected(fill(tmp_path / "d", {"ada.zip": data, "bob/": ""}))
    assert rows["ada"].problems == f"{NAME} was handed in more than once: ada/0/{NAME} counts"
    assert texts == {f"ada/{NAME}": "0"}


def test_of_many_problems_the_first_are_told_and_the_others_counted(tmp_path):
    data = zipped({f"../{number}": "" for number in range(30)} | WORK)
    _, rows, _ = collected(fill(tmp_path / "d", {"ada.zip": data, "bob/": ""}))
    assert rows["ada"].problems.count("leads out") == collect.MOST_TOLD
    assert rows["ada"].problems.endswith("; and 20 more")


def test_links_and_devices_in_a_zip_are_left_out(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(entry(OTHER, stat.S_IFLNK), "/etc/passwd")
        archive.writestr(entry("folder", stat.S_IFLNK), "/tmp")
        archive.writestr("folder/evil.py", "evil")
        archive.writestr(entry("pipe.py", stat.S_IFIFO), "")
        archive.writestr(NAME, "work")
    _, rows, texts = collected(fill(tmp_path / "d", {"ada.zip": data.getvalue(), "bob/": ""}))
    assert texts == {"ada/folder/evil.py": "evil", f"ada/{NAME}": "work"}
    assert f"ada/{OTHER} is a link: hand in the file itself" in rows["ada"].problems
    assert "ada/pipe.py is no ordinary file" in rows["ada"].problems


def test_a_name_that_is_in_a_zip_twice_counts_once(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([(NAME, "first"), (NAME, "last")])
    _, rows, texts = collected(fill(tmp_path / "d", {"ada.zip": data, "bob/": ""}))
    assert texts == {f"ada/{NAME}": "last"}
    assert "is in the zip more than once: the last one counts" in rows["ada"].problems


def test_a_file_and_a_folder_of_one_name_cost_one_of_them(tmp_path):
    data = zipped({NAME: "work", "a": "file", "a/b.py": "inside"})
    _, rows, texts = collected(fill(tmp_path / "d", {"ada.zip": data, "bob/": ""}))
    assert texts == {f"ada/{NAME}": "work", "ada/a": "file"}
    assert rows["ada"].problems == "a/b.py has the name of another file or folder"


@pytest.mark.parametrize(
    ("raw", "flag", "expected"),
    [
        ("modèle".encode(), 0, "modèle"),
        ("modèle".encode(), 0x800, "modèle"),
        ("modèle".encode("cp437"), 0, "modèle"),
        ("模型".encode("gbk"), 0, "模型".encode("gbk").decode("cp437")),
    ],
)
def test_names_in_a_zip_are_read_in_the_encoding_that_they_have(tmp_path, raw, flag, expected):
    name = "?" * len(raw)
    data = changed(zipped({NAME: "work", f"{name}.py": "helper"}), name.encode(), raw)
    if flag:
        spots = [found.start() for found in re.finditer(b"PK\x01\x02|PK\x03\x04", data)]
        for spot in spots:
            at = spot + (8 if data[spot + 2] == 1 else 6)
            data = data[:at] + struct.pack("<H", flag) + data[at + 2 :]
    _, _, texts = collected(fill(tmp_path / "d", {"ada.zip": data, "bob/": ""}))
    assert set(texts) == {f"ada/{NAME}", f"ada/{expected}.py"}


def test_a_zip_that_says_its_names_are_utf_8_and_lies_is_damaged(tmp_path):
    data = central(changed(zipped({"????.py": "x", **WORK}), b"????", b"\xff\xfe\xfd\xfc"), 8, "<H", 0x800)
    _, rows, _ = collected(fill(tmp_path / "d", {"ada.zip": data, "bob/": ""}))
    assert "ada.zip is damaged, or no zip" in rows["ada"].problems


def test_paths_from_windows_are_paths(tmp_path):
    data = changed(zipped({f"work/exercises/{NAME}": "work"}), b"work/exercises/", b"work\\exercises\\")
    assert collected(fill(tmp_path / "d", {"ada.zip": data, "bob/": ""}))[2] == {f"ada/{NAME}": "work"}


def test_names_that_no_terminal_can_bear_are_left_out(tmp_path):
    bad = {"new\nline.py": "x", "\x1b[31m.py": "x", f"{'é' * 200}.py": "x", "/".join("abcdefghijkl") + "/deep.py": "x"}
    _, rows, texts = collected(fill(tmp_path / "d", {"ada.zip": zipped(bad | WORK), "bob/": ""}))
    assert set(texts) == {f"ada/{NAME}"}
    assert rows["ada"].problems.count("has a name that cannot be written") == 3
    assert "lies more than 8 folders deep" in rows["ada"].problems


def test_zips_in_zips_are_opened_but_not_for_ever(tmp_path):
    data = zipped(WORK)
    for depth in range(2, 6):
        fill(tmp_path / "d", {f"depth {depth}.zip": (data := zipped({f"in{depth}.zip": data, "x.txt": "x"}))})
    _, rows, texts = collected(tmp_path / "d")
    assert [name for name in texts if name.endswith(NAME)] == [f"depth-2/{NAME}", f"depth-3/{NAME}"]
    assert "is a zip in too many zips: hand in one" in rows["depth 4"].problems


def test_many_zips_of_one_student_are_not_all_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(choose, "MOST_ZIPS", 3)
    files = {f"{number}.zip": zipped({"x.txt": "x"}) for number in range(9)} | WORK
    _, rows, _ = collected(fill(tmp_path / "d", {"ada.zip": zipped(files), "bob/": ""}))
    assert "3.zip is a zip in too many zips" in rows["ada"].problems


def test_what_all_zips_of_a_student_give_is_bounded_while_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(choose, "MOST_BYTES", 250)
    big = zipped({"1.zip": zipped({"x.txt": "x"}), **WORK})
    _, rows, texts = collected(fill(tmp_path / "d", {"ada.zip": big, "bob.zip": zipped({NAME: "bob"})}))
    assert "gives more than 250 bytes with what else was handed in" in rows["ada"].problems
    assert texts == {f"bob/{NAME}": "bob"}


def test_a_zip_that_is_too_large_or_lists_too_much_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(choose, "MOST_ZIP", 1000)
    monkeypatch.setattr(choose, "MOST_LISTED", 400)
    monkeypatch.setattr(choose, "MOST_ENTRIES", 3)
    files = {
        "large.zip": zipped({NAME: bytes(range(256)) * 9000}),
        "long.zip": zipped({f"{number:0160}": "" for number in range(2)}),
        "many.zip": zipped({str(number): "" for number in range(4)}),
        "junk.zip": zipped({f".git/{number}": "" for number in range(4)}),
    }
    _, rows, _ = collected(fill(tmp_path / "d", files))
    assert "large.zip has more than 1,000 bytes" in rows["large"].problems
    assert "list of files is too long" in rows["long"].problems
    assert "many.zip holds more than 3 files" in rows["many"].problems
    assert rows["junk"].problems == "nothing handed in"


def test_no_single_read_of_a_zip_is_larger_than_its_list_may_be():
    bounded = unzip.Bounded(io.BytesIO(b"x" * 10), 4)
    assert (bounded.read(4), bounded.taken) == (b"xxxx", 4)
    for size in (5, -1):
        with pytest.raises(zipfile.BadZipFile, match="too long"):
            bounded.read(size)


def test_a_submission_has_no_more_files_and_bytes_than_a_grader_takes(tmp_path, monkeypatch):
    monkeypatch.setattr(collect, "MOST_FILES", 3)
    monkeypatch.setattr(collect, "ALL_BYTES", 300)
    many = zipped({f"{number}.py": "" for number in range(9)} | WORK)
    large = zipped({"a.bin": "x" * 290} | WORK)
    _, rows, texts = collected(fill(tmp_path / "d", {"many.zip": many, "large.zip": large}))
    assert set(texts) == {f"many/{NAME}", "many/0.py", "many/1.py", f"large/{NAME}"}
    assert "is beyond the 3 files and 300 bytes that a submission may have" in rows["many"].problems


def test_an_honest_file_that_packs_well_is_no_bomb(tmp_path):
    data = zipped({NAME: solution(), "zeros.csv": "0,0,0\n" * 100_000})
    _, rows, texts = collected(fill(tmp_path / "d", {"ada.zip": data, "bob/": ""}))
    assert len(texts) == 2
    assert rows["ada"].problems == ""


def test_a_damaged_zip_raises_nothing_else(tmp_path):
    data = bytearray(zipped(WORK | {"more/x.py": "x", "in.zip": zipped(WORK)}))
    for position in range(len(data)):
        bad = bytes(data[:position]) + bytes([data[position] ^ 0xFF]) + bytes(data[position + 1 :])
        try:
            tree = unzip.zip_tree(io.BytesIO(bad), 1 << 20, 100, lambda count: None)
            for file in tree.files:
                file.read(1 << 20)
        except Unreadable:
            continue
