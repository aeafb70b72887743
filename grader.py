"""Grade submissions: `python grader.py DIR [DIR ...]`; see `python grader.py --help`."""

from kata.cli import grader, run

if __name__ == "__main__":
    run(grader)
