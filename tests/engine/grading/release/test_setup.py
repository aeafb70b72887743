"""Gradescope's setup.sh, with stand-ins for its system's packages and for Python."""

import shutil
from pathlib import Path

import pytest

from tests.engine.grading.release.handed_out import run
from tests.engine.grading.release.test_autograder import zipped_scripts

PYTHON = """#!{bash}
case "$1 $2" in
  "-c import ensurepip"*) exit {old} ;;
  "-m venv") {mkdir} -p "$3/bin" && {cp} "$0" "$3/bin/python" && echo "$0 $*" ;;
  *) echo "$0 $*" ;;
esac
"""
APT = """#!{bash}
echo "apt-get $*" >&2
case "$*" in *{brings}*) {cp} {folder}/new {folder}/{brings} ;; esac
exit {status}
"""
TOOLS = {name: shutil.which(name) for name in ("bash", "cp", "mkdir")}

PLACE = "file:///packages"


@pytest.fixture
def machine(tmp_path):
    """A folder of programs, and nothing else that can be started."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "source" / "course").mkdir(parents=True)
    (tmp_path / "setup.sh").write_text(zipped_scripts(torch_index=PLACE)["setup.sh"], encoding="utf-8")

    def set_up(old_python, brings="nothing", apt_status=0):
        write(tmp_path / "bin" / "python3", PYTHON.format(**TOOLS, old=int(old_python)))
        write(tmp_path / "bin" / "new", PYTHON.format(**TOOLS, old=0))
        write(
            tmp_path / "bin" / "apt-get",
            APT.format(**TOOLS, folder=tmp_path / "bin", brings=brings, status=apt_status),
        )
        return run(tmp_path, TOOLS["bash"], "setup.sh", AUTOGRADER=str(tmp_path), PATH=str(tmp_path / "bin"))

    return set_up


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)


def test_a_python_that_is_new_enough_is_taken(machine, tmp_path):
    done = machine(old_python=False)
    assert (done.returncode, "apt-get" in done.stderr) == (0, False)
    assert f"{tmp_path}/bin/python3 -m venv {tmp_path}/venv" in done.stdout


def test_an_older_system_is_given_python_3_11(machine, tmp_path):
    done = machine(old_python=True, brings="python3.11")
    assert (done.returncode, "install -y -qq python3.11 python3.11-venv" in done.stderr) == (0, True)
    assert f"{tmp_path}/bin/python3.11 -m venv {tmp_path}/venv" in done.stdout


def test_packages_are_pinned_and_come_from_the_place_that_is_asked_for(machine, tmp_path):
    course = tmp_path / "source" / "course"
    pinned = f"-c {course}/constraints.txt --extra-index-url {PLACE} -e {course}[class]\n"
    assert pinned in machine(old_python=False).stdout


@pytest.mark.parametrize("status", [0, 100])
def test_a_system_without_a_new_python_says_so(machine, status):
    done = machine(old_python=True, apt_status=status)
    assert (done.returncode, "needs Python 3.11 or newer" in done.stderr) == (1, True)
