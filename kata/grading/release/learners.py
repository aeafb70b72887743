"""The learners' repository: the course, a README for them, and the workflow of a build server if one is asked for."""

from __future__ import annotations

import re
from pathlib import Path

from kata.course.stages import ROOT, STAGES
from kata.errors import ControlsError, GraderError
from kata.grading.release.course import course_files, read

TEMPLATES = Path(__file__).parent / "templates"
WORKFLOWS = {"github": ".github/workflows/grade.yml", "gitlab": ".gitlab-ci.yml"}
"""Where each build server looks for its workflow."""
README = "README.md"


def learners_files(ci: str | None = None, root: Path = ROOT) -> dict[str, bytes]:
    """All files of the learners' repository by their paths.

    ci: github or gitlab adds its workflow. Raises ControlsError for another name, GraderError where the course lacks
    something.
    """
    files = course_files(root)
    files[README] = learners_readme(read(root, README).decode("utf-8").replace("\r\n", "\n")).encode("utf-8")
    if ci is not None:
        if ci not in WORKFLOWS:
            raise ControlsError(f"--ci: there is no workflow for {ci}: choose from {', '.join(WORKFLOWS)}")
        files[WORKFLOWS[ci]] = workflow(ci).encode("utf-8")
    return files


def learners_readme(text: str) -> str:
    """The README for learners, out of the repository's: its picture, its table of stages and its part for learners."""
    page = (TEMPLATES / README).read_text(encoding="utf-8")
    for name, value in (
        ("picture", _found(r"^!\[.*\]\(docs/digit\.png\)$", text, "the picture docs/digit.png")),
        ("stages", _found(r"(?<=^## The stages\n\n).*?(?=\n\n#)", text, "the part 'The stages'")),
        ("learners", _found(r"(?<=^## For learners\n\n).*?(?=\n\n##)", text, "the part 'For learners'")),
    ):
        page = page.replace(f"{{{name}}}", value)
    return page


def workflow(ci: str) -> str:
    """The text of a build server's workflow."""
    text = (TEMPLATES / f"{ci}.yml").read_text(encoding="utf-8")
    names = [f"stage{stage.number:02}" for stage in STAGES]
    lines = [f"{name.upper()}_RESULTS: ${{{{ steps.grade.outputs.{name} }}}}" for name in names]
    return text.replace("{results}", "\n          ".join(lines)).replace("{runners}", ",".join(names))


def _found(pattern: str, text: str, what: str) -> str:
    found = re.search(pattern, text, re.MULTILINE | re.DOTALL)
    if not found:
        raise GraderError(f"{README} has no longer {what}, from which the learners' README is made")
    return found[0]
