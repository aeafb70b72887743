"""Which packages workers have: those that this Python has, and nobody's private files."""

import sys
import tempfile
from pathlib import Path

from kata.course.stages import ROOT
from kata.judge.supply import own_packages


def test_what_python_has_beside_its_own_packages_is_there_for_workers_too(monkeypatch, tmp_path):
    packages = tmp_path / "packages"
    packages.mkdir()
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    monkeypatch.setattr(sys, "path", [*sys.path, str(packages), str(packages), str(tmp_path / "none"), "relative", ""])
    assert own_packages() == [str(packages)]


def test_no_folder_with_private_files_is_read_by_workers(monkeypatch):
    private = [ROOT, ROOT.parent, ROOT / "tests", Path.home(), Path("/"), Path(tempfile.gettempdir())]
    monkeypatch.setattr(sys, "path", [str(each) for each in private])
    assert own_packages() == []
