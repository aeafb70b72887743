"""The moments at which the watch looks for saved files."""

import asyncio
import sys

import pytest

from kata.errors import WatchError
from kata.learner.watch import changes
from kata.learner.watch.changes import check_installed, moments


def first_moments(folder, poll, count=2, do=lambda: None):
    async def run():
        found = []
        async for notified in moments(folder, poll):
            found.append(notified)
            do()
            if len(found) == count:
                return found
        return found

    return asyncio.run(asyncio.wait_for(run(), 30))


def test_a_save_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(changes, "SECOND", 20_000)

    async def run():
        noticed = asyncio.ensure_future(anext(moments(tmp_path, False)))
        await asyncio.sleep(1)
        (tmp_path / "a.py").write_text("x = 1")
        return await asyncio.wait_for(noticed, 10)

    assert asyncio.run(run()) is True


def test_where_nothing_is_noticed_there_is_a_moment_each_second(tmp_path):
    assert first_moments(tmp_path, False) == [True, True]


def test_polling_is_done_on_demand(tmp_path):
    assert first_moments(tmp_path, True) == [False, False]


def test_polling_is_done_where_notification_fails(tmp_path, monkeypatch):
    def full(folder):
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(changes, "_noticed", full)
    assert first_moments(tmp_path, False) == [False, False]


def test_a_folder_that_is_not_there_is_polled_for(tmp_path):
    assert first_moments(tmp_path / "away", False) == [False, False]


@pytest.mark.parametrize("name", ["textual", "watchfiles"])
def test_a_missing_package_is_named_with_what_installs_it(monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(WatchError, match=rf"the watch needs {name}: pip install -c constraints.txt -e '.\[watch\]'"):
        check_installed()
