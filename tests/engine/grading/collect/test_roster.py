"""A roster fills in what a course system does not say, and names those who are missing."""

import pytest

from kata.errors import ControlsError
from kata.grading.collect import roster
from kata.grading.collect.handed import Person
from kata.grading.collect.roster import read_roster
from kata.grading.collect.table import Row
from tests.engine.grading.collect.downloads import NAME, collected, fill

ADA = Person("7", "Ada King Lovelace", "ada@example.org")
BOB = Person("8", "Böb", "bob@example.org")


def written(tmp_path, data):
    file = tmp_path / "roster.csv"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "lines",
    [
        ["id,name,email", "7,Ada King Lovelace,ada@example.org", "8,Böb,bob@example.org"],
        ["Email;ID;Name", "ada@example.org;7;Ada King Lovelace", "bob@example.org; 8;Böb"],
        ["section,name,id,email", '1,"Ada King Lovelace",7,ada@example.org', ",,,", "1,Böb,8,bob@example.org,more"],
    ],
)
def test_a_roster_is_read_in_any_order_encoding_and_delimiter(tmp_path, encoding, end, lines):
    assert read_roster(written(tmp_path, end.join(lines).encode(encoding))).people == [ADA, BOB]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("", "should name the columns"),
        ("a,b\n1,2\n", "should name the columns"),
        (b"\xff\xfe\x00", "no text: save it as CSV"),
        ("name\n" + "x" * 200_000, "is no CSV"),
    ],
)
def test_a_roster_that_cannot_be_used_is_refused(tmp_path, data, word):
    with pytest.raises(ControlsError, match=word):
        read_roster(written(tmp_path, data))


def test_a_roster_that_is_not_there_or_too_large_is_refused(tmp_path, monkeypatch):
    with pytest.raises(ControlsError, match="cannot be read: No such file"):
        read_roster(tmp_path / "none.csv")
    monkeypatch.setattr(roster, "MOST_BYTES", 5)
    with pytest.raises(ControlsError, match="more than 5 bytes"):
        read_roster(written(tmp_path, "id,name"))


@pytest.mark.parametrize(
    "person",
    [
        Person(id="7"),
        Person(email="Ada@example.org"),
        Person(name="ada king LOVELACE"),
        Person(name="Lovelace, Ada King"),
        Person(name="lovelaceadaking"),
        Person(name="Ada  King-Lovelace"),
    ],
)
def test_a_person_is_found_by_id_by_email_or_by_the_name_in_any_order(tmp_path, person):
    found, told = read_roster(written(tmp_path, "id,name,email\n7,Ada King Lovelace,ada@example.org\n")).find(person)
    assert (found.id, found.name, found.email.lower(), told) == (ADA.id, ADA.name, ADA.email, "")


def test_what_the_course_system_says_stays(tmp_path):
    known = Person("moodle 3", "Ada King Lovelace", "own@example.org")
    assert read_roster(written(tmp_path, "id,name\n7,Ada King Lovelace\n")).find(known) == (known, "")


def test_two_of_one_name_in_the_roster_are_not_guessed(tmp_path):
    found = read_roster(written(tmp_path, "id,name\n7,Jane Doe\n8,Doe Jane\n"))
    assert found.find(Person(name="doejane")) == (Person(name="doejane"), "the roster has more than one of this name")
    assert found.find(Person("8", "doejane")) == (Person("8", "Doe Jane"), "")


def test_who_handed_nothing_in_is_named_and_who_is_not_in_the_roster_too(tmp_path):
    roster_file = written(tmp_path, "\ufeffname;email;id\nAda Lovelace;ada@x;7\n=Eve;eve@x;9\n")
    files = {f"Lovelace Ada/{NAME}": "x", f"bob/{NAME}": "x", f"ada lovelace/{NAME}": "x"}
    done, _, texts = collected(fill(tmp_path / "d", files), roster_file=roster_file)
    assert set(texts) == {f"Ada-Lovelace/{NAME}", f"Ada-Lovelace-7/{NAME}", f"bob/{NAME}"}
    again = "another submission is of the same person"
    assert done.rows == (
        Row("Ada-Lovelace", "7", "Ada Lovelace", "ada@x", source="folder"),
        Row("Ada-Lovelace-7", "7", "Ada Lovelace", "ada@x", source="folder", problems=again),
        Row("bob", "", "bob", source="folder", problems="not in the roster"),
        Row("", "9", "=Eve", "eve@x", problems="nothing handed in"),
    )
