"""The laws of stage 01, from the first thing that breaks to the last."""

from collections import Counter
from itertools import combinations

import numpy as np
import stage01_data_split as stage
from hypothesis import example, given, settings
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
from tests.strategies import along, array_layouts, splits, tables

SEEDS, LARGE_SEEDS = st.integers(0, 2**31), st.integers(0, 2**64 - 1)
VERY_FEW, FEW = settings(max_examples=3), settings(max_examples=25)
TYPES = st.sampled_from(["float64", "float32", "int64"])

CUTS = [(total, part) for total in range(2, 60) for part in range(1, total) if int(total * (part / total)) != part]
"""Of so many rows so many, where the share of the rows times their number is a little less than that."""

ROOM = 1e-4
"""Guards against a division by zero may add a little to every standard deviation."""


def rows_laid_out(X, y, sizes, seed):
    """Strategy: the rows in any layout."""
    return array_layouts(X)


def labels_laid_out(X, y, sizes, seed):
    """Strategy: the labels in any layout."""
    return array_layouts(y)


def train_laid_out(train, new):
    """Strategy: the training rows in any layout."""
    return array_layouts(train)


def new_laid_out(train, new):
    """Strategy: the new rows in any layout."""
    return array_layouts(new)


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


def assert_statistics(scaler, train):
    """mean_ and scale_ are those of these rows."""
    assert_floats(scaler.mean_, oracles.column_means(train))
    assert_floats(scaler.scale_, oracles.column_deviations(train), ROOM)


def assert_labels_once(labels, classes):
    """These labels are some of the classes 0, 1, 2 and so on, none of them twice."""
    found = sorted(labels.tolist())
    reason = "each row has a label of its own, and now one is missing or there more than once"
    assert_holds(found == sorted(set(found) & set(range(classes))), reason, found, f"labels below {classes}, once each")


def column(tenths, num_rows, dtype):
    """Training rows (N, 2): a constant, in tenths or for whole numbers in ones, beside 0, 1, 2 and so on."""
    constant = tenths if dtype == "int64" else tenths / 10
    return np.stack([np.full(num_rows, constant), np.arange(num_rows)], axis=1).astype(dtype)


def rounding(train):
    """How far a constant column (N,) may be from its mean, in float32."""
    return 1e-6 * max(1.0, float(abs(train[0, 0])))


def fitted(train):
    """A new scaler, fitted to these rows."""
    scaler = stage.StandardScaler()
    scaler.fit(train)
    return scaler


@given(SEEDS)
@VERY_FEW
def test_a_split_gives_four_arrays_in_scikit_learns_order(seed):
    """A split returns X_train, X_test, y_train, y_test: here 5 rows and 3 rows of (8, 2), and their labels."""
    X, y = np.arange(16).reshape(8, 2) / 4, np.array([0, 0, 0, 0, 1, 1, 1, 1])
    assert_parts(stage.train_test_split(X, y, 5, 3, seed), X, y, (5, 3))


@given(splits())
@FEW
def test_a_split_leaves_its_input_alone(case):
    """X and y are as they were, in the same order."""
    X, y, sizes, seed = case
    X_before, y_before = X.copy(), y.copy()
    assert_left_alone(four(stage.train_test_split(X, y, *sizes, seed)), (X, X_before), (y, y_before))


@given(splits())
def test_both_parts_have_the_size_asked_for(case):
    """The parts have train_size and test_size rows, also when rows are left over, and the dtypes of X and y."""
    X, y, sizes, seed = case
    assert_parts(stage.train_test_split(X, y, *sizes, seed), X, y, sizes)


@given(st.sampled_from(CUTS), SEEDS)
@example((49, 32), 0)
@FEW
def test_sizes_are_counted_and_not_worked_out_from_shares(cut, seed):
    """32 of 49 rows are 32 rows: 49 * (32 / 49) is 31.99... in floating point."""
    num_rows, train_size = cut
    (X, y), sizes = numbered(num_rows, 7), (train_size, num_rows - train_size)
    assert_parts(stage.train_test_split(X, y, *sizes, seed), X, y, sizes)


@given(st.integers(1, 4), st.booleans(), SEEDS)
@FEW
def test_a_part_may_be_a_single_row(others, training, seed):
    """One row is a part too: (1, D) with its label (1,), for training or for testing."""
    (X, y), sizes = numbered(others + 1, 2), ((1, others) if training else (others, 1))
    parts = four(stage.train_test_split(X, y, *sizes, seed))
    assert_parts(parts, X, y, sizes)
    assert_no_row_twice(parts, X)


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


@given(along(splits(), rows_laid_out, labels_laid_out))
@FEW
def test_rows_and_labels_lie_in_memory_as_they_like(case):
    """X and y in Fortran order, cut out of larger arrays or in steps are split like any others."""
    X, y, sizes, seed, rows, labels = case
    parts = four(stage.train_test_split(rows, labels, *sizes, seed))
    assert_parts(parts, X, y, sizes)
    assert_no_row_twice(parts, X)
    assert_pairs(parts, X, y)


@given(along(st.integers(2, 9), lambda num_rows: st.integers(1, num_rows - 1)), SEEDS)
@FEW
def test_rows_that_look_alike_keep_their_own_labels(sizes, seed):
    """Rows of equal numbers are different rows: each label comes once, as if no two rows were alike."""
    num_rows, train_size = sizes
    X, y = np.full((num_rows, 2), 7.0), np.arange(num_rows)
    _, _, y_train, y_test = four(stage.train_test_split(X, y, train_size, num_rows - train_size, seed))
    assert_labels_once(np.concatenate([y_train, y_test]), num_rows)


def test_mnist_splits_into_60_000_and_10_000():
    """70,000 rows split into 60,000 and 10,000, and every row is in exactly one of the two."""
    X, y = numbered(70_000, 10)
    parts = four(stage.train_test_split(X, y, 60_000, 10_000, 0))
    assert_parts(parts, X, y, (60_000, 10_000))
    assert_no_row_twice(parts, X)


@given(SEEDS)
@settings(max_examples=2)
def test_rows_sorted_by_class_are_spread_over_both_parts(seed):
    """Of 5,000 rows sorted by class, as the bundled digits are, each part gets about as many of all ten classes."""
    X, y = numbered(5_000, 10)
    for sizes in ((4_000, 1_000), (2_000, 1_000), (1_000, 4_000)):
        assert_spread(stage.train_test_split(X, y, *sizes, seed), 10)


@given(splits())
@FEW
def test_the_same_seed_gives_the_same_split(case):
    """A seed gives the same four arrays again, also after another seed was used."""
    X, y, sizes, seed = case
    first = [part.copy() for part in stage.train_test_split(X, y, *sizes, seed)]
    four(stage.train_test_split(X, y, *sizes, seed + 1))
    assert_same_split(stage.train_test_split(X, y, *sizes, seed), first)


@given(LARGE_SEEDS)
@example(0)
@example(2**32)
@example(2**64 - 1)
@FEW
def test_every_seed_repeats(seed):
    """0 is a seed like any other, and not the absence of one; so is a number of 64 bits."""
    X, y = numbered(100, 10)
    first = [part.copy() for part in stage.train_test_split(X, y, 50, 30, seed)]
    assert_same_split(stage.train_test_split(X, y, 50, 30, seed), first)


@given(LARGE_SEEDS)
@example(0)
@example(2**64 - 1)
@VERY_FEW
def test_another_seed_gives_another_split(seed):
    """Another seed puts other rows into both parts, in whichever of its 64 bits it differs."""
    (X, y), seen = numbered(100, 10), {}
    for other in (seed, seed ^ (2**64 - 1), *(seed ^ (1 << bit) for bit in range(64))):
        assert_new_split(stage.train_test_split(X, y, 50, 30, other), other, seen)


@given(SEEDS)
@VERY_FEW
def test_every_row_can_land_in_either_part(start):
    """No row has a fixed place: with one seed or another, each of six rows is in the training and in the test part."""
    X, y = numbered(6, 1)
    splits_of_six = [four(stage.train_test_split(X, y, 3, 3, seed)) for seed in range(start, start + 50)]
    for name, index in (("training", 0), ("test", 1)):
        found = sorted({row for parts in splits_of_six for row in rows_of(parts[index], X).tolist()})
        assert_holds(
            found == list(range(6)), f"these rows of X were in the {name} part at least once", found, [*range(6)]
        )


@given(SEEDS)
@settings(max_examples=2)
def test_any_two_rows_can_train_together(start):
    """Four rows, two for training: with 150 seeds each of the six pairs of rows is the training part of some split."""
    X, y = numbered(4, 1)
    parts = [four(stage.train_test_split(X, y, 2, 2, seed)) for seed in range(start, start + 150)]
    found = sorted({tuple(sorted(rows_of(X_train, X).tolist())) for X_train, *_ in parts})
    assert_holds(len(found) == 6, "some pairs of rows never train together", found, [*combinations(range(4), 2)])


@given(tables("float64") | tables("float32") | tables("int64"))
@FEW
def test_scaler_leaves_its_input_alone(case):
    """Neither fit nor transform nor fit_transform changes the rows that it is given."""
    train, new = case
    train_before, new_before = train.copy(), new.copy()
    assert_left_alone(fitted(train).transform(new), (train, train_before), (new, new_before))
    assert_left_alone(stage.StandardScaler().fit_transform(train), (train, train_before))


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


@given(along(tables() | tables("float32"), train_laid_out, new_laid_out, train_laid_out))
@FEW
def test_scaled_rows_may_lie_in_memory_as_they_like(case):
    """Rows in Fortran order, cut out of a larger array or in steps are measured and scaled like any others."""
    train, new, fit, transform, fit_transform = case
    scaler = fitted(fit)
    assert_floats(scaler.mean_, oracles.column_means(train))
    assert_floats(scaler.transform(transform), oracles.standardised(new, train), ROOM)
    out = stage.StandardScaler().fit_transform(fit_transform)
    assert_floats(out, oracles.standardised(train, train), ROOM)


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
    scaler, expected = fitted(train), oracles.standardised(new, train)
    batch = scaler.transform(new)
    for i in range(len(new)):
        assert_floats(scaler.transform(new[i : i + 1]), expected[i : i + 1], ROOM)
        assert_close(scaler.transform(new[i : i + 1]), batch[i : i + 1])


@given(SEEDS)
@settings(max_examples=2)
def test_hundreds_of_rows_and_columns_are_scaled_like_few(seed):
    """150 rows of 80 columns are all measured, and all scaled."""
    numbers = np.random.default_rng(seed)
    train, new = numbers.integers(0, 256, (150, 80)) / 4, numbers.integers(0, 256, (120, 80)) / 4
    scaler = fitted(train)
    assert_statistics(scaler, train)
    assert_floats(scaler.transform(new), oracles.standardised(new, train), ROOM)


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


@given(st.integers(1, 3), st.integers(1, 3), TYPES)
@FEW
def test_transform_gives_a_new_array(pairs, columns, dtype):
    """What is scaled already is copied: rows of -1 and 1 come out as they are, and stay so when X is overwritten."""
    train = np.resize([-1, 1], (columns, 2 * pairs)).T.astype(dtype)
    before, scaler = train.copy(), fitted(train)
    out, fresh = scaler.transform(train), stage.StandardScaler().fit_transform(train)
    train[...] = 9
    assert_floats(out, before.astype(float), ROOM)
    assert_floats(fresh, before.astype(float), ROOM)


@given(tables("float64"), st.sampled_from([2**12, 2**18]))
@FEW
def test_columns_of_small_numbers_are_scaled_too(case, smaller):
    """The unit does not matter: columns 4,000 or 260,000 times smaller come out the same, however little they vary."""
    train, new = case
    assert_floats(fitted(train / smaller).transform(new / smaller), oracles.standardised(new, train), 1e-2)


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


@given(tables())
@FEW
def test_rows_that_are_overwritten_after_fit_change_nothing(case):
    """fit measures, and nothing else does: when its array holds other rows later, these are new rows."""
    train, new = case
    rows = train.copy()
    scaler = fitted(rows)
    scaler.transform(rows)
    rows[...] = 3 * rows[::-1] + 10
    assert_floats(scaler.transform(rows), oracles.standardised(rows, train), ROOM)
    assert_floats(scaler.transform(new), oracles.standardised(new, train), ROOM)
    assert_statistics(scaler, train)


@given(st.integers(-2550, 2550), st.integers(2, 12), TYPES)
@example(1, 3, "float64")
@FEW
def test_a_constant_column_becomes_0(tenths, num_rows, dtype):
    """A pixel that is the same in all training rows is scaled to 0 there, and not to 0/0 = NaN."""
    train = column(tenths, num_rows, dtype)
    assert_floats(fitted(train).transform(train)[:, 0], np.zeros(num_rows), rounding(train))
    assert_floats(stage.StandardScaler().fit_transform(train)[:, 0], np.zeros(num_rows), rounding(train))


@given(st.integers(-2550, 2550), st.integers(2, 12), TYPES)
@example(1, 3, "float64")
@FEW
def test_a_constant_column_has_the_scale_1(tenths, num_rows, dtype):
    """scale_ is 1 where all numbers of a column are the same, also where rounding lets them deviate by 1e-17."""
    train = column(tenths, num_rows, dtype)
    expected = np.array([1.0, oracles.column_deviations(train)[1]])
    assert_floats(fitted(train).scale_, expected, ROOM)


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


@given(tables("int64"), st.integers(2**27, 2**27 + 2**20))
@FEW
def test_large_whole_numbers_lose_no_digits(case, offset):
    """Whole numbers of nine digits are scaled as well as small ones: float32 would round them to sixteens."""
    train, new = (2111 * rows + offset for rows in case)
    assert_floats(fitted(train).transform(new), oracles.standardised(new, train), ROOM)


@given(tables("float64"), TYPES, TYPES)
@FEW
def test_new_rows_may_have_another_dtype_than_the_training_rows(case, first, second):
    """Fitted to whole numbers or floats, a scaler scales either; fractions stay, and float64 stays float64."""
    train, new = (4 * case[0]).astype(first), (case[1] if second != "int64" else 4 * case[1]).astype(second)
    out, expected = fitted(train).transform(new), oracles.standardised(new, train)
    (assert_close if second == "float64" else assert_floats)(out, expected, ROOM)


@given(tables("float64"))
@FEW
def test_float64_rows_keep_their_precision(case):
    """Rows in float64 come out in float64, with its precision, in whatever unit they are measured."""
    train, new = (rows * 2**20 for rows in case)
    assert_close(fitted(train).transform(new), oracles.standardised(new, train), 1e-9)
