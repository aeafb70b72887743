"""The template starts early and once; which packages workers have: those that this Python has, no private files."""

import sys
import tempfile
from pathlib import Path

from kata.course.stages import ROOT
from kata.grading.machine import template
from kata.judge import template_process
from kata.judge.template_process import current, own_packages


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


def test_there_is_one_template_whoever_asks_first(monkeypatch):
    monkeypatch.setattr(template_process, "_current", [])
    early = current()
    template.cache_clear()
    assert template() is early
    assert current() is early


def test_one_that_has_ended_is_replaced(monkeypatch):
    monkeypatch.setattr(template_process, "_current", [])
    early = current()
    early.close()
    assert current() is not early
    template.cache_clear()
