"""Reads IDX files, the format that MNIST and its relatives ship in: a big-endian header, then bytes; gzipped or not.

Nothing in a file is believed before it is checked: memory follows the file's length, and not what its header claims.
"""

from __future__ import annotations

import gzip
import math
import os
import struct
import zlib
from io import BufferedIOBase
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kata.errors import DataError

Images = NDArray[np.uint8]
Labels = NDArray[np.int64]


def read_idx_folder(folder: Path) -> tuple[Images, Labels, int | None]:
    """All images (N, H, W) and labels (N,) of a folder, training part first, and the number of its training rows.

    That number is None where the folder holds one part only, `train` or `t10k`. Raises DataError for anything else.
    """
    parts = [pair for part in ("train", "t10k") if (pair := _read_pair(folder, part))]
    if not parts:
        names = "train-images-idx3-ubyte, train-labels-idx1-ubyte and the same for t10k, with or without .gz"
        raise _wrong(folder, "no IDX files", names, "Give the folder that holds them, or use 'bundled'.")
    sizes = [images.shape[1:] for images, _ in parts]
    if sizes[0] != sizes[-1]:
        remedy = "Keep the files of one data set in a folder."
        raise _wrong(folder, f"training images {sizes[0]} and test images {sizes[1]}", "one size", remedy)
    images = np.concatenate([images for images, _ in parts])  # (N, H, W)
    labels = np.concatenate([labels for _, labels in parts]).astype(np.int64)  # (N,)
    num_train = len(parts[0][1]) if len(parts) == 2 else None
    return images, labels, num_train


def _read_pair(folder: Path, part: str) -> tuple[Images, Images] | None:
    names = f"{part}-images-idx3-ubyte", f"{part}-labels-idx1-ubyte"
    images_path, labels_path = (_find(folder, name) for name in names)
    if images_path is None or labels_path is None:
        alone = images_path or labels_path
        if alone is None:
            return None
        raise _wrong(alone, "no partner", f"{' and '.join(names)} in one folder", "Put the other there too.")
    images, labels = _read_idx(images_path, 0x00000803), _read_idx(labels_path, 0x00000801)
    if len(images) != len(labels):
        raise _wrong(labels_path, f"{len(labels)} labels", f"{len(images)}, as {images_path.name} has images")
    if labels.max() > 9:
        raise _wrong(labels_path, f"a label {labels.max()}", "0 to 9", "Choose a set of ten classes.")
    return images, labels


def _find(folder: Path, name: str) -> Path | None:
    dotted = name.replace("-idx", ".idx")
    paths = (folder / spelling for spelling in (name, dotted, f"{name}.gz", f"{dotted}.gz"))
    return next((path for path in paths if os.path.isfile(path)), None)


def _read_idx(path: Path, magic: int) -> Images:
    gzipped = path.suffix == ".gz"
    try:
        with gzip.open(path, "rb") if gzipped else open(path, "rb") as file:
            return _parse_idx(file, path, magic)
    except (OSError, EOFError, zlib.error) as error:
        found = f"{type(error).__name__}: {error}"
        if not gzipped:
            raise _wrong(path, found, "a file that can be read", "Check its permissions.") from error
        remedy = "Download it again; if it is unpacked already, take .gz off its name."
        raise _wrong(path, found, "a whole gzip file", remedy) from error


def _parse_idx(file: BufferedIOBase, path: Path, magic: int) -> Images:
    """Read a big-endian header (a magic number that ends in the number of axes, then sizes), then bytes."""
    num_axes = magic & 0xFF
    header = file.read(4 + 4 * num_axes)
    if len(header) < 4 + 4 * num_axes:
        raise _wrong(path, f"{len(header)} bytes", f"a header of {4 + 4 * num_axes}")
    found_magic, *shape = struct.unpack(f">{1 + num_axes}I", header)
    if found_magic != magic:
        remedy = "If it is gzipped, add .gz to its name; if it is another file, put the right one there."
        raise _wrong(path, f"the magic number 0x{found_magic:08X}", f"0x{magic:08X}", remedy)
    size = math.prod(shape)
    if size == 0:
        raise _wrong(path, f"the sizes {shape}", "at least 1 each")
    body = bytearray()
    while piece := file.read(min(1 << 20, size + 1 - len(body))):  # memory follows the file, not its header
        body += piece
    if len(body) != size:
        found = f"{len(body)} bytes" if len(body) < size else "more bytes"
        raise _wrong(path, f"{found} after the header", f"{size} for the sizes {shape}")
    return np.frombuffer(body, np.uint8).reshape(shape)


def _wrong(path: Path, found: str, expected: str, remedy: str = "Download it again, whole.") -> DataError:
    return DataError(f"{path}: found {found}, expected {expected}. {remedy}")
