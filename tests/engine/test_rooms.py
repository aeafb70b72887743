"""The map of the rooms is that of the code."""

from tests.engine.rooms import PAGE, picture


def test_the_picture_of_the_rooms_is_up_to_date():
    assert picture() in PAGE.read_text(encoding="utf-8"), "run python -m tests.engine.rooms"


def test_the_table_of_the_rooms_is_complete():
    text, rooms = PAGE.read_text(encoding="utf-8"), PAGE.parent / "kata"
    folders = [each.name for each in rooms.iterdir() if (each / "__init__.py").is_file()]
    files = [each.name for each in rooms.glob("[a-z]*.py")]
    assert [name for name in folders if f"| `{name}/` |" not in text] == []
    assert [name for name in files if f"`{name}`" not in text] == []
