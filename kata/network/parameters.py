"""Saves the parameters of a network and puts them back: a safetensors file, which holds numbers and runs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from kata.errors import ParametersError
from kata.network.files import write_file

FORMAT = {"format": "cnn-from-scratch-kata parameters", "version": "1"}


def save_parameters(parameters: Sequence[torch.Tensor], file: Path) -> None:
    """Write the parameters in their order; the file is there whole or not at all.

    Raises OutputError when it cannot be written.
    """
    apart = [
        each.detach().clone(memory_format=torch.contiguous_format) for each in parameters
    ]  # views may share memory
    data = save({_name(number): each for number, each in enumerate(apart)}, FORMAT)
    write_file(data, file)


def load_parameters(parameters: Sequence[torch.Tensor], file: Path) -> None:
    """Put saved numbers into the parameters, in place: into all of them or, on an error, into none.

    Raises ParametersError for a file that cannot be read, is damaged, or was saved from another network.
    """
    try:
        with safe_open(file, framework="pt") as opened:
            known = opened.metadata() or {}
            saved = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118  (it is no dict)
    except FileNotFoundError:
        raise ParametersError(f"there is no file {file}") from None
    except (OSError, SafetensorError) as error:
        raise ParametersError(f"{file} is no safetensors file, or a damaged one: {error}") from error
    if known.get("format") != FORMAT["format"]:
        raise ParametersError(
            f"{file} was not saved by this course: it holds {', '.join(sorted(saved)[:5]) or 'nothing'}"
        )
    shapes = [tuple(saved[_name(number)].shape) for number in range(len(saved)) if _name(number) in saved]
    wanted = [tuple(each.shape) for each in parameters]
    if shapes != wanted:
        raise ParametersError(f"{file} holds the parameters {shapes}, and this network has {wanted}")
    if not all(torch.isfinite(each).all() for each in saved.values()):
        raise ParametersError(f"{file} holds NaN or infinity: train again, with a smaller --lr")
    for number, each in enumerate(parameters):
        each.copy_(saved[_name(number)])


def _name(number: int) -> str:
    return f"parameter{number}"
