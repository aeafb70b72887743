"""`python -m kata`: the commands for everybody."""

from kata.cli import app, run

run(app)
