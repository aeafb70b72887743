"""The watch as its learner uses it, by keys and saved files, on a screen that is only thought of."""

import os
import shutil

import pytest

from kata.course.hints import find_hint
from kata.learner.watch import screen
from tests.engine.learner.watch.headless import STAGE_03, Scripted, make_target, play, save, shown, solved, until

WRONG = f"""{solved()}

class MaxPoolLayer(MaxPoolLayer):
    def forward(self, inp):
        return -super().forward(inp)
"""


@pytest.fixture
def target(tmp_path, monkeypatch):
    """Stages 01 and 02 are known to be solved, so that stage 03 is in view; and no stage takes time."""
    monkeypatch.setenv("KATA_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    return make_target(tmp_path / "it's [mine] 🙂")


@pytest.fixture
def scripted(monkeypatch):
    """No process runs tests; each ends as it is told."""
    monkeypatch.setattr(screen, "Runner", Scripted)
    monkeypatch.setattr(Scripted, "states", ("passed",))
    return lambda *states: monkeypatch.setattr(Scripted, "states", states)


def keys(app):
    """The keys that are shown."""
    return [part[0] for part in str(app.query_one("#keys").content).split("   ")]


async def at_stage_03(app, pilot):
    app.go_to(3)
    await until(pilot, lambda: app.watcher.known(3))
    await pilot.pause()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the warm process forks")
def test_a_learner_solves_a_stage(target):
    async def scenario(app, pilot):
        save(target, WRONG)
        await until(pilot, lambda: app.watcher.current == 3 and app.watcher.known(3))
        await pilot.pause()
        text = shown(app)
        assert "failed" in text
        assert "law       " in text
        assert "Next: mend MaxPoolLayer.forward." in text
        for level in (1, 2, 3):
            await pilot.press("h")
            hint = find_hint(3, "MaxPoolLayer.forward", level)
            assert f"Hint {level} of 3 for MaxPoolLayer.forward: {hint}" in shown(app)
        assert "h" not in keys(app)
        save(target, solved())
        await until(pilot, lambda: app.watcher.known(3) and app.watcher.known(3).passed)
        await pilot.pause()
        assert "all 29 tests passed" in shown(app)
        assert app.watcher.current == 3
        await pilot.press("n")
        assert app.watcher.current == 4

    app = play(target, scenario)
    assert app.runner.process is None


def test_nothing_advances_by_itself_and_success_comes_before_the_next_stage(target, scripted):
    async def scenario(app, pilot):
        await at_stage_03(app, pilot)
        await pilot.pause(0.3)
        lines = shown(app).splitlines()
        success = next(number for number, line in enumerate(lines) if "all 1 tests passed" in line)
        following = next(number for number, line in enumerate(lines) if "Next: stage 04" in line)
        assert success < following
        assert app.watcher.current == 3

    play(target, scenario)


def test_only_keys_that_do_something_are_shown(target, scripted):
    scripted("todo")

    async def scenario(app, pilot):
        await at_stage_03(app, pilot)
        assert keys(app) == ["h", "l", "a", "r", "q"]
        await pilot.press("n", "s", "e")
        assert app.watcher.current == 3
        scripted("passed")
        save(target, solved())
        await until(pilot, lambda: app.watcher.known(3) and app.watcher.known(3).passed)
        await pilot.pause()
        assert keys(app) == ["n", "l", "a", "r", "s", "q"]

    play(target, scenario)


def test_a_card_is_broken_at_its_labels_when_the_screen_becomes_narrow(target, scripted):
    scripted("failed")

    async def scenario(app, pilot):
        await at_stage_03(app, pilot)
        await pilot.resize_terminal(60, 30)
        await pilot.pause()
        lines = str(app.query_one("#card").content).splitlines()
        assert lines[0] == "03 pooling: [b]test_0   (1 of 1 that fail)"
        assert lines[1].startswith("  law       Each number")
        assert lines[2].startswith(12 * " ")
        assert max(map(len, lines)) <= 56

    play(target, scenario)


def test_without_colours_the_words_say_it_all(target, scripted, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    scripted("failed", "todo")

    async def scenario(app, pilot):
        assert app.no_color
        await at_stage_03(app, pilot)
        assert "03 pooling: 0 of 2 passed, 1 failed, 1 to do (0.2 s)" in shown(app)

    play(target, scenario)


def test_a_function_is_reset_only_after_yes_and_its_backup_is_named(target, scripted):
    file = target / f"{STAGE_03.module}.py"

    async def scenario(app, pilot):
        save(target, WRONG)
        await at_stage_03(app, pilot)
        for answer in ("n", "y"):
            assert file.read_text(encoding="utf-8") == WRONG
            await pilot.press("r")
            await until(pilot, lambda: "back to its stub?" in shown(app))
            await pilot.press("enter")
            await until(pilot, lambda: "A copy of the file" in shown(app))
            await pilot.press(answer)
            await pilot.pause()
        await until(pilot, lambda: "is a stub again" in shown(app))
        assert f"{STAGE_03.module}.before-reset-1.txt" in shown(app)

    play(target, scenario)
    assert file.with_name(f"{STAGE_03.module}.before-reset-1.txt").read_text(encoding="utf-8") == WRONG
    assert "stage 03: " in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("width", "layout"), [(120, "horizontal"), (60, "vertical")])
def test_a_solution_is_shown_beside_ones_own(target, scripted, width, layout):
    async def scenario(app, pilot):
        save(target, solved().replace("def forward", "def forward"))
        await at_stage_03(app, pilot)
        await pilot.press("s")
        await until(pilot, lambda: "compare which?" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "the course's" in shown(app))
        assert "yours" in shown(app)
        assert app.screen.query_one("#beside").styles.layout.name == layout
        await pilot.press("escape")

    play(target, scenario, size=(width, 32))


def test_the_list_of_stages_leads_to_any_of_them(target, scripted):
    async def scenario(app, pilot):
        await at_stage_03(app, pilot)
        await pilot.press("l")
        await until(pilot, lambda: "The stages" in shown(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.watcher.current == 4)

    play(target, scenario)


def test_all_stages_are_run_on_demand(target, scripted):
    async def scenario(app, pilot):
        await at_stage_03(app, pilot)
        await pilot.press("a")
        assert set(app.runner.orders[-1]) == set(range(1, 13))

    play(target, scenario)


@pytest.mark.parametrize("editor", ["no-such-editor", "'"])
def test_an_editor_that_cannot_be_opened_leaves_the_watch_whole(target, scripted, monkeypatch, editor):
    monkeypatch.setenv("EDITOR", editor)

    async def scenario(app, pilot):
        await at_stage_03(app, pilot)
        assert ("e" in keys(app)) == (editor != "'")
        await pilot.press("e")
        await pilot.pause()
        assert ("could not be opened" in shown(app)) == (editor != "'")

    play(target, scenario)


def test_a_folder_that_goes_away_and_comes_back_is_watched_on(target, scripted):
    async def scenario(app, pilot):
        await at_stage_03(app, pilot)
        shutil.move(target, target.with_name("away"))
        await until(pilot, lambda: not app.watcher.signature)
        shutil.move(target.with_name("away"), target)
        await until(pilot, lambda: app.watcher.signature)

    play(target, scenario)


def test_a_machine_without_fork_says_what_a_run_costs(target, scripted):
    async def scenario(app, pilot):
        assert "about 3 s" in shown(app)

    play(target, scenario, warm=False)


def test_damaged_progress_costs_one_line(target, scripted, monkeypatch):
    def damage(progress):
        progress.file.parent.mkdir(exist_ok=True)
        progress.file.write_text("{", encoding="utf-8")

    damage(screen.Watcher(target, Scripted(str(target), True, print)).progress)

    async def scenario(app, pilot):
        assert shown(app).count("which is damaged") == 1

    play(target, scenario)
