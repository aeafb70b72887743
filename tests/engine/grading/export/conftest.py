"""Results in memory and the command, for the tests of all formats."""

import pytest
from typer.testing import CliRunner

from kata import cli
from kata.grading.export.reading import read_results
from tests.engine.grading.export.classes import write_class


@pytest.fixture
def read(tmp_path):
    """Documents as results, by way of a folder."""
    return lambda *documents: read_results(write_class(tmp_path / "results", *documents))


@pytest.fixture
def export(tmp_path, monkeypatch):
    """The command, in a folder of its own."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def run(documents, *arguments):
        folder = write_class(tmp_path / "results", *documents)
        return CliRunner().invoke(cli.app, ["export", str(folder), *map(str, arguments)])

    return run
