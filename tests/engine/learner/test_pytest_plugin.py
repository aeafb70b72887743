"""What a learner sees: `pytest` as a new process, on untouched exercises and on every usual mistake."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib

import pytest

from kata.course.stages import STAGES
from tests.engine import warm
from tests.engine.programs import MISCONCEPTIONS, ROOT, programs

STAGE_02 = "tests/stages/test_stage02_conv_slider.py"


EXAMPLES = ("02/height_from_width", "02/flips_the_kernel", "04/forgets_keepdim")


SWALLOWS = """
def sigmoid(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
"""
COMES_AND_GOES = """
calls = []


def sigmoid(x):
    calls.append(x)
    return torch.sigmoid(x) + len(calls) % 2
"""


def run_pytest(*arguments, timeout=120, folder=ROOT, **variables):
    """Run pytest in the repository as a learner does; `lines` are what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COLUMNS"))}
    environment.update(variables)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, arguments)]
    done = warm.run(command, cwd=folder, env=environment, timeout=timeout)
    done.lines = done.stdout.splitlines()
    return done


def card_of(done):
    """The lines of the first card: from its title to the blank line after it."""
    start = next(number for number, line in enumerate(done.lines) if "that fail)" in line)
    return done.lines[start : done.lines.index("", start)]


def states_of(done):
    """The rows of the table: stage number -> (passed, tests, failed, to do)."""
    rows = re.findall(r"^(\d\d) .* (\d+)/(\d+) +(\d+) +(\d+)(?: +\d+)?$", done.stdout, re.MULTILINE)
    return {int(row[0]): tuple(map(int, row[1:])) for row in rows}


@pytest.fixture
def solved(tmp_path):
    """A copy of the solutions, to be spoilt; `change` appends text to stage 02."""
    folder = tmp_path / "work"
    shutil.copytree(ROOT / "solutions", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def spoil(folder, text):
    file = folder / "stage02_conv_slider.py"
    file.write_text(file.read_text(encoding="utf-8") + "\n\n" + text, encoding="utf-8")


def test_a_fresh_clone_prints_a_table_and_what_to_open():
    done = run_pytest()
    assert done.returncode == 1
    assert len(done.lines) <= 40
    assert "Traceback" not in done.stdout + done.stderr
    assert all(row[0] == 0 and row[1] == row[3] for row in states_of(done).values())
    assert sorted(states_of(done)) == [stage.number for stage in STAGES]
    assert "open exercises/stage01_data_split.py" in done.lines[-3]
    assert done.lines[-1].strip("= ").startswith(f"{sum(row[1] for row in states_of(done).values())} todo")


def test_one_stub_prints_at_most_three_lines_of_its_own():
    done = run_pytest(STAGE_02, "-k", "test_sigmoid_stands_very_large_numbers")
    after_table = done.lines[done.lines.index(next(line for line in done.lines if line.startswith("02"))) + 2 :]
    assert len(after_table) == 3


def test_the_solutions_pass_with_exit_status_0():
    done = run_pytest("--target=solutions", "--examples=2")
    assert done.returncode == 0
    assert all(row[0] == row[1] for row in states_of(done).values())


def test_a_missing_return_is_named_on_a_card_of_at_most_15_lines(solved):
    spoil(solved, "def sigmoid(x):\n    1 / (1 + torch.exp(-x))\n")
    done = run_pytest(f"--target={solved}", STAGE_02)
    assert len(card_of(done)) <= 15
    assert "returned None" in "".join(card_of(done))
    assert re.search(r"look at +work/stage02_conv_slider.py:\d+, in sigmoid", done.stdout)
    assert states_of(done)[2][2] == int(re.search(r"1 of (\d+) that fail", done.stdout)[1]) > 1


@pytest.mark.parametrize(
    "program", [each for each in programs(MISCONCEPTIONS) if each.name in EXAMPLES], ids=lambda each: each.name
)
def test_the_card_of_a_misconception_fits_and_has_its_parts(program, tmp_path):
    folder = program.write(tmp_path).folder
    done = run_pytest(f"--target={folder}", program.stage.test_file)
    card = card_of(done)
    labels = [line.split()[0] for line in card[1:] if line[2] != " "]
    assert len(card) <= 15
    assert max(map(len, card[:-1])) <= 130  # all but the path of the replay command
    assert {"law", "call", "got", "look", "replay"} <= set(labels)


def test_the_replay_command_of_a_card_fails_in_the_same_way(solved):
    spoil(solved, "def sigmoid(x):\n    return x\n")
    first = card_of(run_pytest(f"--target={solved}", STAGE_02))
    replay = first[-1].partition("replay")[2].split()
    assert replay[0] == "pytest"
    again = card_of(run_pytest(*replay[1:]))
    assert again[1:] == first[1:]


def test_another_seed_is_part_of_the_replay_command(solved):
    spoil(solved, "def sigmoid(x):\n    return x\n")
    assert "--hypothesis-seed=3" in card_of(run_pytest(f"--target={solved}", STAGE_02, "--hypothesis-seed=3"))[-1]


def test_tb_short_prints_the_tracebacks_before_the_card(solved):
    spoil(solved, "def sigmoid(x):\n    return x.nothing\n")
    done = run_pytest(f"--target={solved}", STAGE_02, "--tb=short")
    assert "return x.nothing" in done.stdout.partition("that fail)")[0]


def test_a_run_that_chooses_no_test_says_where_the_tests_are():
    assert "tests/stages" in run_pytest("-k", "no_such_test").stdout


def test_a_solved_stage_names_the_next_one():
    assert "All passed. Next: stage 03" in run_pytest("--target=solutions", STAGE_02).stdout


def test_a_selection_that_passed_is_not_the_stage(solved):
    text = run_pytest(f"--target={solved}", STAGE_02, "-k", "size").stdout
    assert f"The chosen tests passed. Next: all of them, pytest --target={solved} {STAGE_02}\n" in text
    assert "All passed" not in text


def test_nothing_has_passed_where_all_is_blocked(solved):
    (solved / "stage11_vectorised.py").write_text("1 / 0\n")
    done = run_pytest(f"--target={solved}", STAGES[11].test_file, "--examples=2", "-k", "ten_logits")
    assert f"which does not pass its own tests: pytest --target={solved} {STAGES[10].test_file}\n" in done.stdout
    assert "passed." not in done.stdout


def test_the_solved_last_stage_names_the_training():
    done = run_pytest("--target=solutions", STAGES[11].test_file)
    assert "that was the last stage. Train your network: python -m kata train solutions" in done.stdout
    assert "letters:" not in done.stdout


def test_the_letters_of_the_run_are_explained(solved):
    spoil(solved, "def sigmoid(x):\n    while True:\n        pass\n")
    spoil(solved, "def conv_output_size(size, kernel_size, padding=0, stride=1):\n    return 0\n")
    done = run_pytest(f"--target={solved}", STAGE_02, "--test-timeout=1", "-k", "size or three_numbers")
    assert "letters: F failed, T stopped after its time\n" in done.stdout


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf"])
def test_a_test_timeout_that_is_no_time_is_refused(seconds):
    done = run_pytest(f"--test-timeout={seconds}")
    assert done.returncode == 4
    assert "--test-timeout must be" in done.stderr


def test_quitting_the_debugger_ends_the_run(solved):
    spoil(solved, "def sigmoid(x):\n    import bdb\n\n    raise bdb.BdbQuit\n")
    done = run_pytest(f"--target={solved}", STAGE_02)
    assert "the debugger was left" in done.stdout
    assert sum(states_of(done)[2][2:]) == 1


def test_all_cards_prints_one_for_each_failure(solved):
    spoil(solved, "def conv_output_size(size, kernel_size, padding=0, stride=1):\n    return 0\n")
    done = run_pytest(f"--target={solved}", STAGE_02, "--all-cards")
    assert done.stdout.count("that fail)") == states_of(done)[2][2] > 1


def test_a_syntax_error_breaks_its_own_stage_only_and_says_where(solved):
    (solved / "stage02_conv_slider.py").write_text("import torch\n\ndef sigmoid(x)\n    return x\n")
    done = run_pytest(f"--target={solved}", "--examples=2")
    assert [number for number, row in states_of(done).items() if row[2]] == [2]
    assert states_of(done)[2][2] == states_of(done)[2][1]
    assert "does not import" in card_of(done)[0]
    assert "work/stage02_conv_slider.py:3" in "".join(card_of(done))
    assert "SyntaxError" in "".join(card_of(done))


def test_a_missing_function_fails_its_own_tests_only(solved):
    spoil(solved, "del sigmoid")
    done = run_pytest(f"--target={solved}", STAGE_02, "-k", "sigmoid or size")
    assert "has no attribute 'sigmoid'" in "".join(card_of(done))
    assert states_of(done)[2][0] > 0


def test_an_endless_loop_ends_at_the_line_where_it_hangs(solved):
    spoil(solved, "def sigmoid(x):\n    while True:\n        x = x + 1\n")
    done = run_pytest(f"--target={solved}", STAGE_02, "-k", "sigmoid", "--test-timeout=1")
    assert "endless loop" in "".join(card_of(done))
    assert re.search(r"look at +work/stage02_conv_slider.py:\d+, in sigmoid", done.stdout)
    assert "T" in done.lines[0]


def test_a_loop_that_swallows_the_alarm_ends_with_its_stack(solved):
    spoil(solved, SWALLOWS)
    done = run_pytest(f"--target={solved}", STAGE_02, "-k", "sigmoid", "--test-timeout=1")
    assert done.returncode == 1
    assert "Timeout" in done.stderr
    assert re.search(r'stage02_conv_slider.py", line \d+ in sigmoid', done.stderr)


def test_code_that_skips_its_tests_has_not_passed_them(solved):
    spoil(solved, "def sigmoid(x):\n    import pytest\n\n    pytest.skip('later')\n")
    done = run_pytest(f"--target={solved}", STAGE_02, "-k", "test_sigmoid")
    assert done.returncode == 1
    assert states_of(done)[2][0] == 0


def test_what_the_learner_printed_is_on_the_card(solved):
    spoil(solved, "def sigmoid(x):\n    print('look', 7)\n    return x\n")
    assert re.search(r"printed +.*look 7", "".join(card_of(run_pytest(f"--target={solved}", STAGE_02))))


def test_a_result_that_comes_and_goes_is_a_failure_with_a_card(solved):
    spoil(solved, COMES_AND_GOES)
    done = run_pytest(f"--target={solved}", STAGE_02, "-k", "sigmoid")
    assert len(card_of(done)) <= 15
    assert "law" in card_of(done)[1]


def test_a_target_that_is_no_folder_is_refused():
    done = run_pytest("--target=nowhere")
    assert done.returncode == 4
    assert "there is no folder nowhere" in done.stderr


def test_no_bytecode_and_no_cache_is_left_in_the_learners_folder(solved):
    shutil.rmtree(solved / "__pycache__", ignore_errors=True)
    run_pytest(f"--target={solved}", STAGE_02, "-k", "size")
    assert sorted(path.name for path in solved.iterdir()) == [f"{stage.module}.py" for stage in STAGES]


def test_a_target_outside_may_be_given_without_an_equals_sign(solved):
    (solved / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
    done = run_pytest("-p", "kata.learner.launch", "--target", solved, "-k", "window_of_5")
    assert done.returncode == 0
    assert states_of(done)[2] == (1, 1, 0, 0)


OWN_TARGET = """
def pytest_addoption(parser):
    parser.addoption("--target", default="theirs")


def pytest_configure(config):
    print("target", config.option.target)
"""


def test_another_project_that_has_a_target_of_its_own_sees_nothing_of_the_installed_plugin(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "conftest.py").write_text(OWN_TARGET)
    (tmp_path / "test_other.py").write_text("def test_other():\n    assert 1 == 2\n")
    installed = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT)}
    done = run_pytest("-p", "kata.learner.launch", "--target", ".", folder=tmp_path, **installed)
    assert done.returncode == 1, done.stderr
    assert "assert 1 == 2" in done.stdout
    assert "target ." in done.stdout
    assert "to do" not in done.stdout


def test_only_the_launcher_is_loaded_where_the_course_is_installed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert list(project["entry-points"]["pytest11"].values()) == ["kata.learner.launch"]
    code = "import sys, kata.learner.launch; print({'torch', 'numpy', 'hypothesis'} & sys.modules.keys())"
    assert subprocess.check_output([sys.executable, "-c", code], text=True, cwd=ROOT) == "set()\n"


def test_another_copy_of_the_course_is_told_that_its_engine_is_not_used(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = "-p kata.learner.pytest_plugin"\n')
    done = run_pytest(folder=tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"is run with the engine of another copy, in {ROOT}: say python -m pytest" in done.stderr


def test_a_repository_behind_a_symbolic_link_is_the_same_one(tmp_path):
    (tmp_path / "link").symlink_to(ROOT)
    done = run_pytest("--rootdir", tmp_path / "link", tmp_path / "link" / STAGE_02, "-k", "window_of_5")
    assert states_of(done) == {2: (0, 1, 0, 1)}


@pytest.mark.parametrize("seed", ["-1", "1.5", "4294967296", "many", "9" * 5000, "²"])
def test_a_seed_that_is_none_is_refused_in_a_sentence(seed):
    done = run_pytest(f"--hypothesis-seed={seed}", STAGE_02)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "--hypothesis-seed must be a whole number from 0 to 4294967295, or random; got " in done.stderr
    assert len(done.stderr) < 300


def test_a_random_seed_is_drawn_and_printed_and_repeats_the_run(solved):
    spoil(solved, "def sigmoid(x):\n    return x\n")
    done = run_pytest(f"--target={solved}", STAGE_02, "-k", "sigmoid", "--hypothesis-seed=random")
    (seed,) = re.findall(r"^The seed of this run: (--hypothesis-seed=\d+) repeats it", done.stdout, re.MULTILINE)
    assert f" {seed} " in card_of(done)[-1]


@pytest.mark.parametrize(
    ("options", "variables"),
    [
        (["--hypothesis-seed=3"], {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}),
        (["-p", "hypothesispytest", "--hypothesis-seed=3"], {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}),
        (["-p", "no:hypothesispytest"], {}),
    ],
)
def test_hypothesis_need_not_be_loaded_by_itself(options, variables, solved):
    spoil(solved, "def sigmoid(x):\n    return x\n")
    done = run_pytest(f"--target={solved}", STAGE_02, "-k", "sigmoid", *options, **variables)
    assert "law" in card_of(done)[1]
    assert done.stderr == ""


def test_a_card_shows_an_input_as_it_was_before_the_call(solved):
    spoil(solved, "def sigmoid(x):\n    x += 1\n    return x\n")
    done = run_pytest(f"--target={solved}", STAGE_02, "-k", "sigmoid_leaves")
    assert "  with       x = (1, 1) float64 [[0.]]" in card_of(done)


def test_processes_that_share_the_work_print_what_one_prints(solved):
    pytest.importorskip("xdist")
    spoil(solved, "def sigmoid(x):\n    return x\n")
    spoil(
        solved,
        "def conv_output_size(size, kernel_size, padding=0, stride=1):\n    raise NotImplementedError('stage 02: x')\n",
    )
    arguments = f"--target={solved}", STAGE_02, "--all-cards", "-k", "sigmoid or size"
    one, two = run_pytest(*arguments), run_pytest(*arguments, "-n", "2")
    ends = ["\n".join(done.lines[done.lines.index(card_of(done)[0]) : -1]) for done in (one, two)]
    assert ends[0] == ends[1]
    assert "FAILURES" not in two.stdout


def test_a_process_that_ends_while_it_shares_the_work_has_crashed(solved):
    pytest.importorskip("xdist")
    spoil(solved, "def sigmoid(x):\n    import os\n\n    os._exit(0)\n")
    done = run_pytest(f"--target={solved}", STAGE_02, "-k", "sigmoid_stands_very_large or window_of_5", "-n", "1")
    assert states_of(done) == {2: (1, 2, 1, 0)}
    assert "crashed" in "".join(card_of(done))


def test_a_trace_function_does_not_stop_the_clock(solved):
    spoil(
        solved, "import sys\n\nsys.settrace(lambda *line: None)\n\n\ndef sigmoid(x):\n    while True:\n        pass\n"
    )
    done = run_pytest(f"--target={solved}", STAGE_02, "-k", "sigmoid_stands_very_large", "--test-timeout=1", timeout=60)
    assert "endless loop" in "".join(card_of(done))


def test_a_file_that_wraps_the_output_costs_no_card(solved):
    spoil(solved, "import io, sys\n\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')\n")
    spoil(solved, "def sigmoid(x):\n    print('look', 7)\n    return x\n")
    done = run_pytest(f"--target={solved}", STAGE_02, "-k", "sigmoid")
    assert re.search(r"printed +.*look 7", "".join(card_of(done)))
    assert done.stderr == ""


def test_a_file_that_does_not_import_is_told_once(solved):
    (solved / "stage02_conv_slider.py").write_text("import torch\n\ndef sigmoid(x)\n    return x\n")
    done = run_pytest(f"--target={solved}", STAGE_02, "--tb=short")
    assert done.stdout.count("SyntaxError") == 1
    assert len(done.lines) < 20


def test_a_replay_command_can_be_typed_where_a_path_has_spaces(solved):
    folder = solved.rename(solved.parent / "my work")
    spoil(folder, "def sigmoid(x):\n    return x\n")
    first = card_of(run_pytest(f"--target={folder}", STAGE_02, "-k", "sigmoid"))
    replay = shlex.split(first[-1].partition("replay")[2])
    assert replay[:2] == ["pytest", f"--target={folder}"]
    assert card_of(run_pytest(*replay[1:]))[1:] == first[1:]


LIBRARY = """
class ConvolutionalLayer(ConvolutionalLayer):
    def forward(self, inp):
        try:
            sums = torch.nn.functional.conv2d(inp[None, None], self.kernels_theta[:, None])[0].permute(1, 2, 0)
        {caught}
        return sigmoid(sums)
"""


@pytest.mark.parametrize("caught", ["finally:\n            pass", "except BaseException:\n            sums = inp"])
def test_a_library_call_that_does_the_work_is_named_with_its_line(solved, caught):
    spoil(solved, LIBRARY.format(caught=caught))
    done = run_pytest(f"--target={solved}", STAGE_02)
    card = "\n".join(card_of(done))
    assert "torch.nn.functional.conv2d did the work: in this stage you write it yourself" in card
    assert "in ConvolutionalLayer.forward" in card
    assert "Traceback" not in done.stdout


def test_the_number_of_examples_can_be_chosen():
    assert run_pytest("--target=solutions", "--examples=0", STAGE_02).returncode == pytest.ExitCode.USAGE_ERROR
    done = run_pytest("--target=solutions", "--examples=7", "--hypothesis-show-statistics", STAGE_02)
    counts = [int(count) for count in re.findall(r"- (\d+) passing,", done.stdout)]
    assert counts
    assert max(counts) <= 7
