"""`pytest --target DIR`, in the repository: the only thing that this package adds to pytest wherever it is installed.

pytest decides which project it is in before it knows our options, and takes DIR, which stands by itself, for one of
the tests' folders. Where that leads it out of the repository, it is started again with `--target=DIR`. No option is
added and nothing is imported in other projects.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kata.course.stages import ROOT

SETTINGS = "pyproject.toml"
NAMES = (SETTINGS, "pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini", "tox.ini", "setup.cfg")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start again, and leave with that run's exit status, where pytest went to look for its settings in DIR."""
    arguments = [str(argument) for argument in early_config.invocation_params.args]
    folder = Path(early_config.invocation_params.dir)
    if "--target" not in arguments[:-1] or is_ours(early_config) or _project_of(folder) != ROOT:
        return
    place = arguments.index("--target")
    arguments[place : place + 2] = [f"--target={arguments[place + 1]}"]
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / SETTINGS), f"--rootdir={ROOT}", *arguments]
    raise SystemExit(subprocess.call(command, cwd=folder))


def is_ours(config: pytest.Config) -> bool:
    """Whether a run has the settings of this repository, by whichever path it was reached."""
    return config.inipath is not None and config.inipath.resolve() == ROOT / SETTINGS


def _project_of(folder: Path) -> Path | None:
    """The nearest folder with settings, from here up."""
    folder = folder.resolve()
    return next((each for each in (folder, *folder.parents) if any((each / name).is_file() for name in NAMES)), None)
