"""Commands for those who read elsewhere: notebooks, pictures, web pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kata.cli.printing import app, told
from kata.errors import printable

if TYPE_CHECKING:
    pass


@app.command(rich_help_panel="To read elsewhere")
def notebooks(
    into: Annotated[Path, typer.Argument(metavar="[DIR]", help="A folder for the notebooks.")] = Path("notebooks"),
    target: Annotated[Path, typer.Option(metavar="DIR", help="Whose stages.")] = Path("exercises"),
    repository: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the first cell gets the course if it is not installed.")
    ] = None,
) -> None:
    """Write each stage as a notebook, with a check after each function."""
    from kata.learner.notebook.files import write_notebooks

    with told():
        files = write_notebooks(target, into, repository)
    typer.echo(f"{len(files)} notebooks in {into}: open {files[0]} in JupyterLab or VS Code")


@app.command(rich_help_panel="To read elsewhere")
def stages(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with notebooks.")],
    into: Annotated[Path, typer.Argument(metavar="INTO", help="A new folder for the files.")],
) -> None:
    """Make stage files of notebooks, to be run by pytest or handed in."""
    from kata.learner.notebook.back import make_stages

    with told():
        made = make_stages(folder, into)
    for each in made:
        skipped = f" (skipped, as no Python: cell {', '.join(each.skipped)})" if each.skipped else ""
        typer.echo(printable(f"{each.file} from {each.notebook}{skipped}"))


@app.command(rich_help_panel="To read elsewhere")
def pictures(
    into: Annotated[Path, typer.Argument(metavar="[DIR]", help="A folder for the pictures.")] = Path("pictures"),
    target: Annotated[Path, typer.Option(metavar="DIR", help="Whose stages draw them.")] = Path("solutions"),
) -> None:
    """Draw the pictures of the lessons from solved stages: windows, winners, strides, gradients, a training."""
    from kata.drawing.pictures import draw_pictures

    with told():
        for file in draw_pictures(target, into):
            typer.echo(file)


@app.command(rich_help_panel="To read elsewhere")
def site(
    into: Annotated[Path, typer.Argument(metavar="[DIR]", help="A new folder, or an older site.")] = Path("site"),
) -> None:
    """Build the course as web pages: lessons, pictures, laws, hints and what goes wrong."""
    from kata.site.build import build_site

    with told():
        count = build_site(into)
    typer.echo(f"{count} pages: open {into / 'index.html'}")
