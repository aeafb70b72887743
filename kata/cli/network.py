"""Commands that take digits through the network: the demo, and the training."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress
from rich.text import Text

from kata.cli.printing import app, output, told
from kata.errors import TargetError, printable

if TYPE_CHECKING:
    from kata.network.training import Progress as TrainingProgress
    from kata.network.training import Settings

PARAMETERS = "parameters.safetensors"
"""What a training leaves beside its pictures, for the page that reads digits."""


@app.command(rich_help_panel="The network")
def demo(
    target: Annotated[Path, typer.Argument(metavar="[DIR]", help="Whose stages to use.")] = Path("exercises"),
    digit: Annotated[int, typer.Option(metavar="N", help="Which digit of the held-out ones.")] = 0,
    data: Annotated[
        str, typer.Option(help="bundled (5,000), full (70,000, downloaded) or a folder of IDX files.")
    ] = "bundled",
    picture: Annotated[Path, typer.Option(metavar="FILE", help="Where to write the picture.")] = Path("digit.png"),
    untrained: Annotated[
        bool, typer.Option("--untrained", help="Keep the random parameters, as the tutorial does.")
    ] = False,
) -> None:
    """Take real handwritten digits through the stages 01-05 of a folder, and draw what happens to one of them."""
    from kata.data import load_digits
    from kata.network.demo import run_demo
    from kata.network.files import check_picture

    with told():
        if not target.is_dir():
            raise TargetError(f"there is no folder {target}: try exercises")
        check_picture(picture)
        run_demo(target.resolve(), load_digits(data), picture, digit, not untrained, typer.echo)


@app.command(rich_help_panel="The network")
def train(
    target: Annotated[Path, typer.Argument(metavar="[DIR]", help="Whose stage 12 to train.")] = Path("exercises"),
    data: Annotated[
        str, typer.Option(help="bundled (5,000), full (70,000, downloaded) or a folder of IDX files.")
    ] = "bundled",
    epochs: Annotated[int, typer.Option(metavar="N", min=1, help="How often each digit is used.")] = 13,
    lr: Annotated[
        float, typer.Option(metavar="X", min=0, help="Learning rate; the last quarter takes a fifth.")
    ] = 0.03,
    momentum: Annotated[float, typer.Option(metavar="X", min=0, max=0.999)] = 0.9,
    batch_size: Annotated[int, typer.Option(metavar="N", min=1)] = 32,
    seed: Annotated[int, typer.Option(metavar="N", min=0, max=2**32 - 2, help="Decides parameters and order.")] = 0,
    pictures: Annotated[Path, typer.Option(metavar="DIR", help="Where to write the pictures.")] = Path("training"),
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="Save what was learned (safetensors).")] = None,
    load: Annotated[Path | None, typer.Option(metavar="FILE", help="Start from saved parameters.")] = None,
) -> None:
    """Train the network of stage 12 on real handwritten digits, and draw what it learned. Ctrl-C stops it cleanly."""
    if not target.is_dir():
        raise typer.BadParameter(f"there is no folder {target}: try exercises")
    from kata.network.files import check_picture, check_place

    try:
        pictures.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise typer.BadParameter(f"--pictures: {pictures} cannot be a folder: {error.strerror}") from None

    with told():
        check_picture(pictures / "curves.png")
        if save:
            check_place(save)

    from kata.data import load_digits
    from kata.network.parameters import load_parameters, save_parameters
    from kata.network.training import Settings, run_training
    from kata.network.training_picture import draw_training

    settings = Settings(epochs, lr, momentum, batch_size, seed)
    with told():
        digits = load_digits(data)
        with _training_progress(digits.source, settings) as watch:
            started = partial(load_parameters, file=load) if load else lambda parameters: None
            trained = run_training(target.resolve(), digits, settings, started, watch)
        if trained.stopped:
            typer.echo("Stopped. What was learned by now is kept.")
        save_parameters(trained.parameters, pictures / PARAMETERS)
        if save:
            save_parameters(trained.parameters, save)
            typer.echo(f"Parameters: {save}")
        typer.echo(f"Read right: {trained.accuracy:.1%} of {len(trained.held_out):,} held-out digits")
        typer.echo(f"Pictures:   {', '.join(map(str, draw_training(trained, pictures)))}")


@app.command(rich_help_panel="The network")
def draw(
    target: Annotated[Path, typer.Argument(metavar="[DIR]", help="Whose stages read the digit.")] = Path("exercises"),
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="Where to serve; 0 is any free port.")
    ] = 8028,
    load: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Saved parameters, in place of the last training's.")
    ] = None,
) -> None:
    """Serve a page on this machine: draw a digit, and the stages 02-04 of a folder read it while you draw."""
    with told():
        if not target.is_dir():
            raise TargetError(f"there is no folder {target}: try exercises")
        from kata.draw.server import check_installed, listen, serve

        check_installed()
        listening = listen(port)

        from kata.data import load_digits
        from kata.draw.weights import find_weights

        weights = find_weights(load_digits(), load, Path("training", PARAMETERS), typer.echo)
        typer.echo(printable(f"Parameters: {weights.source}"))
        typer.echo(f"Draw here:  http://127.0.0.1:{listening.getsockname()[1]}/ (Ctrl-C stops it)")
        with suppress(KeyboardInterrupt):
            serve(listening, target.resolve(), weights)


@contextmanager
def _training_progress(source: str, settings: Settings) -> Iterator[Callable[[TrainingProgress], None]]:
    """On a terminal a bar that moves with each batch, with loss and accuracy; in a pipe a line an epoch."""
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn

    console = output()
    columns = BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn()
    printed = 0
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(source, total=None)

        def watch(progress: TrainingProgress) -> None:
            nonlocal printed
            recent = progress.batch_losses[-20:]
            epoch = len(progress.losses)
            accuracy = f", {progress.accuracies[-1]:.1%} right" if epoch else ""
            text = f"epoch {min(epoch + 1, settings.epochs)}: loss {sum(recent) / len(recent):.3f}{accuracy}"
            bar.update(task, total=progress.images * settings.epochs, completed=progress.images_seen, description=text)
            if epoch > printed:
                printed = epoch
                line = f"epoch {epoch:>3}: loss {progress.losses[-1]:.3f}{accuracy} of the held-out digits"
                bar.console.print(Text(line))

        yield watch
