"""What runs commands in processes that are forked from a warm one does as `subprocess` does."""

import subprocess
import sys
import time

import pytest

from tests.engine import warm

both = pytest.mark.parametrize("run", [subprocess.run, warm.run], ids=["subprocess", "warm"])
OPTIONS = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}


def python(run, code, *arguments, **options):
    return run([sys.executable, "-c", code, *arguments], **OPTIONS | options)


@both
def test_streams_arguments_and_the_status_are_those_of_the_command(run):
    code = "import sys; print(sys.argv[1:], input()); print('bad', file=sys.stderr); sys.exit(3)"
    result = python(run, code, "a b", "'", input="né\n")
    assert (result.stdout, result.stderr, result.returncode) == ("['a b', \"'\"] né\n", "bad\n", 3)


@both
def test_folder_and_environment_are_those_that_were_given(run, tmp_path):
    code = "import os; print(os.getcwd(), os.environ['KATA_CACHE'], len(os.environ.get('HOME', '')))"
    environment = {"KATA_CACHE": "here", "PATH": "/usr/bin"}
    environment |= {name: value for name, value in warm.os.environ.items() if name.startswith(warm.AT_START)}
    result = python(run, code, cwd=tmp_path, env=environment)
    assert result.stdout == f"{tmp_path} here 0\n"


@both
@pytest.mark.parametrize(
    ("code", "status", "words"),
    [("1 / 0", 1, "ZeroDivisionError"), ("import sys; sys.exit('no')", 1, "no\n"), ("import os; os.abort()", -6, "")],
)
def test_an_end_is_the_end_of_the_command(run, code, status, words):
    result = python(run, code)
    assert result.returncode == status
    assert words in result.stderr


@both
def test_a_command_that_takes_too_long_is_ended(run):
    start = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):
        python(run, "import time; time.sleep(60)", timeout=0.5)
    assert time.monotonic() - start < 30


@both
def test_functions_for_the_end_and_threads_are_waited_for(run):
    code = "import atexit, threading, time; atexit.register(print, 'end')\n"
    code += "threading.Thread(target=lambda: (time.sleep(0.2), print('thread'))).start()"
    assert python(run, code).stdout == "thread\nend\n"


@both
def test_one_command_knows_nothing_of_another(run):
    assert python(run, "import sys; sys.modules['numpy'] = 1; print(sorted(sys.modules)[:0])").returncode == 0
    result = python(run, "import numpy, random; print(numpy.ones(1), 'kata' in __import__('sys').modules)")
    assert result.stdout == "[1.] False\n"


def test_a_command_for_another_python_is_started_in_the_usual_way():
    result = warm.run([sys.executable, "-P", "-c", "import sys; print('torch' in sys.modules)"])
    assert result.stdout == "False\n"
    result = warm.run([sys.executable, "-c", "import sys; print('torch' in sys.modules)"])
    assert result.stdout == "True\n"
