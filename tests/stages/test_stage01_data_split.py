"""The laws of stage 01, from the first thing that breaks to the last."""

from collections import Counter

import numpy as np
import stage01_data_split as stage
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.checks import (
    Mismatch,
    assert_close,
    assert_finite,
    assert_floats,
    assert_holds,
    assert_left_alone,
    assert_like,
    assert_shape,
    take,
)
from tests import oracles
from tests.strategies import splits, tables

SEEDS = (0, 1, 2, 3, 7, 10, 42, 100, 256, 1000, 2**16, 2**31 - 1)
FEW = settings(max_examples=25)
ROOM = 1e-4
"""Guards against a division by zero may add a little to every standard deviation."""


def numbered(num_rows, classes):
    """Rows X (N, 1) that hold their own numbers 0 to N - 1, and labels y (N,) sorted by class."""
    return np.arange(num_rows)[:, None], np.arange(num_rows) * classes // num_rows


def rows_of(part, X):
    """Which rows of X these are; the first column of X rises."""
    rows = np.searchsorted(X[:, 0], part[:, 0]).clip(max=len(X) - 1)
    assert_close(part, X[rows])
    return rows


def four(parts):
    """The four arrays, out of a tuple, a list or whatever else can be unpacked."""
    parts = take(parts, 4)
    assert_holds(len(parts) == 4, f"it returned {len(parts)} things", parts, "X_train, X_test, y_train, y_test")
    return parts


def assert_parts(parts, X, y, sizes):
    """X_train, X_test, y_train, y_test: as many rows as asked for, with the axes and the dtype of X or of y."""
    names = ("X_train", "X_test", "y_train", "y_test")
    for name, part, whole, size in zip(names, four(parts), (X, X, y, y), sizes * 2, strict=True):
        try:
            assert_like(part, np.resize(whole, (size, *whole.shape[1:])))
        except Mismatch as error:
            raise Mismatch(
                f"{name}: {error.reason}", error.got, f"{size} rows of {'X' if whole is X else 'y'}"
            ) from None


def assert_no_row_twice(parts, X):
    """The rows of both parts are rows of X, and no two of them the same."""
    X_train, X_test, _, _ = four(parts)
    train, test = rows_of(X_train, X).tolist(), rows_of(X_test, X).tolist()
    for name, rows in (("training", train), ("test", test)):
        twice = sorted(row for row, times in Counter(rows).items() if times > 1)
        assert_holds(not twice, f"these rows of X are in the {name} part more than once", twice, [])
    both = sorted(set(train) & set(test))
    assert_holds(not both, "these rows of X are in the training part and in the test part", both, [])


def assert_pairs(parts, X, y):
    """Each row of a part stands beside its own label."""
    X_train, X_test, y_train, y_test = four(parts)
    assert_close(y_train, y[rows_of(X_train, X)])
    assert_close(y_test, y[rows_of(X_test, X)])


def assert_same_split(parts, others):
    """The four arrays are the same."""
    for part, other in zip(four(parts), others, strict=True):
        assert_close(part, other)


def assert_new_split(parts, seed, seen):
    """No seed before this one chose the same rows, for training or for testing; `seen` remembers them."""
    for name, part in zip(("training", "test"), four(parts), strict=False):
        other = seen.setdefault((name, *sorted(part[:, 0].tolist())), seed)
        assert_holds(other == seed, f"the {name} rows are those of seed {other}", part, "other rows")


def assert_spread(parts, classes):
    """In both parts each class has between 0.4 and 2 times its fair share (the odds against it are below 1e-11)."""
    for name, labels in zip(("training", "test"), four(parts)[2:], strict=True):
        counts, fair = np.bincount(labels, minlength=classes), len(labels) / classes
        reason = f"the {name} labels are not spread: these are the numbers of 0s, 1s, 2s and so on"
        assert_holds(
            (counts >= 0.4 * fair).all() and (counts <= 2 * fair).all(),
            reason,
            counts,
            f"about {fair:.0f} each",
        )


def assert_fractions(out, shape):
    """Floats of this shape: whole numbers cannot hold what scaling gives."""
    assert_shape(out, shape)
    assert_holds(out.dtype.kind == "f", f"the dtype is {out.dtype}: it loses the fractions", out, "floats")


def fitted(train):
    """A new scaler, fitted to these rows."""
    scaler = stage.StandardScaler()
    scaler.fit(train)
    return scaler


def test_a_split_gives_four_arrays_in_scikit_learns_order():
    """A split returns X_train, X_test, y_train, y_test: here 5 rows and 3 rows of (8, 2), and their labels."""
    X, y = np.arange(16).reshape(8, 2) / 4, np.array([0, 0, 0, 0, 1, 1, 1, 1])
    assert_parts(stage.train_test_split(X, y, 5, 3, 0), X, y, (5, 3))


@given(splits())
def test_both_parts_have_the_size_asked_for(case):
    """The parts have train_size and test_size rows, also when rows are left over, and the dtypes of X and y."""
    X, y, sizes, seed = case
    assert_parts(stage.train_test_split(X, y, *sizes, seed), X, y, sizes)


def test_sizes_are_counted_and_not_worked_out_from_shares():
    """32 of 49 rows are 32 rows: 49 * (32 / 49) is 31.99... in floating point."""
    X, y = numbered(49, 7)
    assert_parts(stage.train_test_split(X, y, 32, 16, 0), X, y, (32, 16))


@given(splits())
@FEW
def test_a_split_leaves_its_input_alone(case):
    """X and y are as they were, in the same order."""
    X, y, sizes, seed = case
    X_before, y_before = X.copy(), y.copy()
    assert_left_alone(four(stage.train_test_split(X, y, *sizes, seed)), (X, X_before), (y, y_before))


@given(splits())
def test_every_row_lands_in_one_part_at_most(case):
    """Each row of X is in the training part, in the test part or left over, whole, and never there twice."""
    X, y, sizes, seed = case
    assert_no_row_twice(stage.train_test_split(X, y, *sizes, seed), X)


@given(splits())
def test_every_row_keeps_its_label(case):
    """Row i of a part still stands beside the label that it had."""
    X, y, sizes, seed = case
    assert_pairs(stage.train_test_split(X, y, *sizes, seed), X, y)


def test_mnist_splits_into_60_000_and_10_000():
    """70,000 rows split into 60,000 and 10,000, and every row is in exactly one of the two."""
    X, y = numbered(70_000, 10)
    parts = four(stage.train_test_split(X, y, 60_000, 10_000, 0))
    assert_parts(parts, X, y, (60_000, 10_000))
    assert_no_row_twice(parts, X)


def test_rows_sorted_by_class_are_spread_over_both_parts():
    """Of 5,000 rows sorted by class, as the bundled digits are, each part gets about as many of all ten classes."""
    X, y = numbered(5_000, 10)
    for sizes in ((4_000, 1_000), (2_000, 1_000), (1_000, 4_000)):
        assert_spread(stage.train_test_split(X, y, *sizes, 1), 10)


@given(splits())
@FEW
def test_the_same_seed_gives_the_same_split(case):
    """A seed gives the same four arrays again, also after another seed was used."""
    X, y, sizes, seed = case
    first = [part.copy() for part in stage.train_test_split(X, y, *sizes, seed)]
    four(stage.train_test_split(X, y, *sizes, seed + 1))
    assert_same_split(stage.train_test_split(X, y, *sizes, seed), first)


def test_seed_0_repeats_too():
    """0 is a seed like any other, and not the absence of one."""
    X, y = numbered(100, 10)
    first = [part.copy() for part in stage.train_test_split(X, y, 50, 30, 0)]
    assert_same_split(stage.train_test_split(X, y, 50, 30, 0), first)


def test_another_seed_gives_another_split():
    """Another seed puts other rows into the training part, and others into the test part."""
    (X, y), seen = numbered(100, 10), {}
    for seed in SEEDS:
        assert_new_split(stage.train_test_split(X, y, 50, 30, seed), seed, seen)


def test_every_row_can_land_in_either_part():
    """No row has a fixed place: with one seed or another, each of six rows is in the training and in the test part."""
    X, y = numbered(6, 1)
    splits_of_six = [four(stage.train_test_split(X, y, 3, 3, seed)) for seed in range(50)]
    for name, index in (("training", 0), ("test", 1)):
        found = sorted({row for parts in splits_of_six for row in rows_of(parts[index], X).tolist()})
        assert_holds(
            found == list(range(6)), f"these rows of X were in the {name} part at least once", found, [*range(6)]
        )


def test_scaler_of_the_example_in_the_lesson():
    """A pixel that is 0 0 0 0 5 has the mean 1 and the standard deviation 2: a new 7 is 3 deviations above it."""
    train, new = np.array([[0.0], [0.0], [0.0], [0.0], [5.0]]), np.array([[7.0], [1.0]])
    assert_floats(fitted(train).mean_, np.array([1.0]))
    assert_floats(fitted(train).scale_, np.array([2.0]), ROOM)
    assert_floats(fitted(train).transform(new), np.array([[3.0], [0.0]]), ROOM)


@given(tables())
@FEW
def test_mean_has_one_number_for_each_column(case):
    """mean_ (D,) is the mean of each column of the training rows."""
    train, _ = case
    assert_floats(fitted(train).mean_, oracles.column_means(train))


@given(tables())
@FEW
def test_scale_is_the_standard_deviation_of_each_column(case):
    """scale_ (D,) is the root of each column's mean squared distance from its mean: divided by N, not N - 1."""
    train, _ = case
    assert_floats(fitted(train).scale_, oracles.column_deviations(train), ROOM)


@given(tables("float64") | tables("float32"))
@FEW
def test_scaler_leaves_its_input_alone(case):
    """Neither fit nor transform nor fit_transform changes the rows that it is given."""
    train, new = case
    train_before, new_before = train.copy(), new.copy()
    assert_left_alone(fitted(train).transform(new), (train, train_before), (new, new_before))
    assert_left_alone(stage.StandardScaler().fit_transform(train), (train, train_before))


@given(tables())
@FEW
def test_training_rows_come_out_with_mean_0_and_deviation_1(case):
    """Each column of the scaled training rows has the mean 0 and the standard deviation 1."""
    train, _ = case
    out = fitted(train).transform(train)
    assert_fractions(out, train.shape)
    assert_floats(oracles.column_means(out), np.zeros(train.shape[1]), ROOM)
    assert_floats(oracles.column_deviations(out), np.ones(train.shape[1]), ROOM)


@given(tables())
@FEW
def test_new_rows_are_scaled_with_the_training_statistics(case):
    """A new row minus the training mean, over the training deviation, column by column: its own are never used."""
    train, new = case
    assert_floats(fitted(train).transform(new), oracles.standardised(new, train), ROOM)


@given(tables())
@FEW
def test_test_rows_teach_the_scaler_nothing(case):
    """After test rows were transformed, mean_, scale_ and the scaled training rows are what they were."""
    train, new = case
    scaler = fitted(train)
    first = scaler.transform(train)
    as_many = np.resize(new, train.shape)
    assert_floats(scaler.transform(as_many), oracles.standardised(as_many, train), ROOM)
    assert_floats(first, oracles.standardised(train, train), ROOM)
    assert_floats(scaler.mean_, oracles.column_means(train))
    assert_floats(scaler.scale_, oracles.column_deviations(train), ROOM)
    assert_floats(scaler.transform(train), oracles.standardised(train, train), ROOM)


@given(tables())
@FEW
def test_a_row_alone_is_scaled_as_in_a_batch(case):
    """Test rows are scaled one by one: a row comes out the same alone as among others."""
    train, new = case
    scaler = fitted(train)
    batch = scaler.transform(new)
    for i in range(len(new)):
        assert_close(scaler.transform(new[i : i + 1]), batch[i : i + 1])


@given(tables())
@FEW
def test_fit_transform_is_fit_and_then_transform(case):
    """fit_transform returns the scaled training rows, and the scaler is then ready for new ones."""
    train, new = case
    scaler = stage.StandardScaler()
    assert_floats(scaler.fit_transform(train), oracles.standardised(train, train), ROOM)
    assert_floats(scaler.transform(new), oracles.standardised(new, train), ROOM)
    assert_floats(scaler.mean_, oracles.column_means(train))
    assert_floats(scaler.scale_, oracles.column_deviations(train), ROOM)


@given(tables("float64"))
@FEW
def test_columns_of_small_numbers_are_scaled_too(case):
    """The unit does not matter: columns 4,000 times smaller come out the same, however small their deviation."""
    train, new = case
    assert_floats(fitted(train / 4096).transform(new / 4096), oracles.standardised(new, train), 1e-2)


@given(tables(), tables())
@FEW
def test_a_second_fit_forgets_the_first(case, other_case):
    """A scaler that is fitted again knows only the rows of its last fit."""
    (train, _), (other, new) = case, other_case
    scaler = fitted(train)
    scaler.fit(other)
    assert_floats(scaler.transform(new), oracles.standardised(new, other), ROOM)
    scaler.fit_transform(train)
    assert_floats(scaler.mean_, oracles.column_means(train))


@given(tables(), tables())
@FEW
def test_two_scalers_share_nothing(case, other_case):
    """A scaler keeps its own mean and deviation when another one is fitted."""
    (train, new), (other, _) = case, other_case
    scaler = fitted(train)
    fitted(other)
    assert_floats(scaler.transform(new), oracles.standardised(new, train), ROOM)
    assert_floats(scaler.mean_, oracles.column_means(train))


@given(st.integers(0, 255), st.sampled_from([2, 4, 8]), st.sampled_from(["float64", "float32", "int64"]))
@FEW
def test_a_constant_column_becomes_0(pixel, num_rows, dtype):
    """A pixel that is the same in all training rows is scaled to 0 there, and not to 0/0 = NaN."""
    train = np.stack([np.full(num_rows, pixel), np.arange(num_rows)], axis=1).astype(dtype)
    scaler = fitted(train)
    assert_finite(scaler.scale_)
    assert_floats(scaler.transform(train)[:, 0], np.zeros(num_rows), 1e-6)
    assert_floats(stage.StandardScaler().fit_transform(train)[:, 0], np.zeros(num_rows), 1e-6)


@given(st.integers(0, 255), st.sampled_from(["float64", "float32", "int64"]))
@FEW
def test_a_constant_column_stays_finite_in_new_rows(pixel, dtype):
    """A pixel that was constant in the training rows and is not in the test rows is scaled to a finite number."""
    train = np.array([[pixel, 0], [pixel, 2]], dtype=dtype)
    new = np.array([[255 - pixel, 0], [pixel, 1], [0, 2]], dtype=dtype)
    out = fitted(train).transform(new)
    assert_finite(out)
    assert_floats(out[:, 1], np.array([-1.0, 0.0, 1.0]), ROOM)


@given(tables("float32"))
@FEW
def test_float32_rows_are_scaled_too(case):
    """Rows in float32 are scaled like those in float64, as far as float32 is precise."""
    train, new = case
    assert_floats(fitted(train).mean_, oracles.column_means(train), ROOM)
    assert_floats(fitted(train).scale_, oracles.column_deviations(train), ROOM)
    assert_floats(fitted(train).transform(new), oracles.standardised(new, train), ROOM)


@given(tables("float64"))
@FEW
def test_float64_rows_keep_their_precision(case):
    """Rows in float64 come out in float64, with its precision, in whatever unit they are measured."""
    train, new = (rows * 2**20 for rows in case)
    assert_close(fitted(train).transform(new), oracles.standardised(new, train), 1e-9)
