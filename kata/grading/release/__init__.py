"""What an instructor hands out: the learners' repository, and an autograder for Gradescope.

`course` knows which files of this repository are the course, and which of them nobody may see; `learners` makes of them
the learners' repository, with its README and the workflow of a build server; `autograder` makes the zip for
Gradescope; `writing` puts either into a new folder, whole or not at all. `templates/` has what is written as it is:
`README.md`, `github.yml` and `gitlab.yml` for learners, `setup.sh` and `run_autograder` for Gradescope. May import:
`kata.course` and `kata.errors`.
"""
