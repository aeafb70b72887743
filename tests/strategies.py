"""Hypothesis strategies for the stage tests: small inputs that tell right programs from wrong ones.

Numbers are quarters between -4 and 4: exact in float32 and float64, with fractions (whole numbers would miss a
truncation), and they shrink to short counterexamples. Heights and widths are drawn apart, and tensors come in every
memory layout. Sizes are built and never filtered.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

FLOATS = st.sampled_from([torch.float64, torch.float32])


def quarters(shape: tuple[int, ...], low: int = -16, high: int = 16) -> st.SearchStrategy[np.ndarray]:
    """Arrays (shape) float64 of multiples of 1/4, from low/4 to high/4; each number is drawn by itself."""
    numbers = hnp.arrays(np.int64, shape, elements=st.integers(low, high), fill=st.nothing())
    return numbers.map(lambda array: array / 4)


@st.composite
def tensors(draw, shape: tuple[int, ...], dtype: torch.dtype | None = None, low: int = -16, high: int = 16):
    """Contiguous tensors of this shape; float64 or float32 where no dtype is given."""
    chosen = dtype or draw(FLOATS)
    return torch.from_numpy(draw(quarters(shape, low, high))).to(chosen)


@st.composite
def layouts(draw, tensor: torch.Tensor):
    """The same numbers in another memory layout: as they are, transposed, cut out of a larger tensor, or in steps."""
    layout = draw(st.sampled_from(["contiguous", "transposed", "cut out", "in steps"]))
    if layout == "transposed":
        reverse = tuple(reversed(range(tensor.dim())))
        return tensor.permute(reverse).contiguous().permute(reverse)
    if layout == "cut out":
        larger = torch.full([size + 2 for size in tensor.shape], 99.0, dtype=tensor.dtype)
        inner = larger[tuple(slice(1, size + 1) for size in tensor.shape)]
        return inner.copy_(tensor)
    if layout == "in steps":
        larger = torch.full([2 * size for size in tensor.shape], 99.0, dtype=tensor.dtype)
        spread = larger[tuple(slice(0, None, 2) for _ in tensor.shape)]
        return spread.copy_(tensor)
    return tensor


def indices_below(sizes) -> st.SearchStrategy[tuple[int, ...]]:
    """Tuples of an index for each of these sizes: of a number of a tensor, where they are its shape."""
    return st.tuples(*(st.integers(0, size - 1) for size in sizes))


@st.composite
def along(draw, cases, *more):
    """The parts of a case, and behind them one more part from each strategy that a function makes of the case."""
    case = draw(cases)
    parts = case if isinstance(case, tuple) else (case,)
    return (*parts, *[draw(strategy(*parts)) for strategy in more])


@st.composite
def shapes(draw, dims: int, low: int = 1, high: int = 5) -> tuple[int, ...]:
    """Tuples of `dims` sizes, each drawn by itself."""
    return tuple(draw(st.integers(low, high)) for _ in range(dims))


@st.composite
def convolutions(draw, dtype: torch.dtype | None = None):
    """An image (H, W) and kernels (F, KH, KW) of one dtype; the kernels fit, and may be as large as the image."""
    num_kernels, kernel_height, kernel_width = draw(shapes(3, high=3))
    chosen = dtype or draw(FLOATS)
    kernels = draw(tensors((num_kernels, kernel_height, kernel_width), chosen))
    height, width = kernel_height + draw(st.integers(0, 4)), kernel_width + draw(st.integers(0, 4))
    image = draw(layouts(draw(tensors((height, width), chosen))))
    return image, kernels


@st.composite
def quick_tensors(draw, shape: tuple[int, ...], dtype: torch.dtype | None = None):
    """Contiguous tensors of quarters from -4 to 4, drawn as bytes: for larger shapes, several times as fast."""
    size = int(np.prod(shape))
    numbers = np.frombuffer(draw(st.binary(min_size=size, max_size=size)), np.uint8).astype(np.int64) % 33
    signed = np.where(numbers % 2 == 1, (numbers + 1) // 2, -(numbers // 2))  # 0, 1, -1, 2, -2, ...
    return torch.from_numpy(signed.reshape(shape) / 4).to(dtype or draw(FLOATS))


@st.composite
def feature_maps(draw, k: int, dtype: torch.dtype | None = None):
    """A feature map (H, W, F) in any layout that holds a window of k x k; rows and columns may be left over."""
    most = 3 if k < 3 else 2
    height, width = (draw(st.integers(1, most)) * k + draw(st.integers(0, k - 1)) for _ in range(2))
    channels = draw(st.integers(1, 3))
    return draw(layouts(draw(quick_tensors((height, width, channels), dtype))))


@st.composite
def poolings(draw, dtype: torch.dtype | None = None):
    """A feature map (H, W, F) in any layout, and the side k of windows that fit into it."""
    k = draw(st.integers(1, 4))
    return draw(feature_maps(k, dtype)), k


@st.composite
def splits(draw):
    """Rows X (N, D), their labels y (N,), the two sizes and a seed; the sizes may leave rows over.

    Row r holds 10 * r, 10 * r + 1 and so on, so that a row says which one it is. Each class has as many rows, and
    both parts are as large as there are classes, so that a stratified split is possible too.
    """
    classes, columns = draw(st.integers(2, 4)), draw(st.integers(1, 3))
    num_rows = classes * draw(st.integers(4, 6))
    mixed = np.random.default_rng(draw(st.integers(0, 99))).permutation(num_rows)
    train_size = draw(st.integers(classes, num_rows - classes))
    test_size = num_rows - train_size - draw(st.integers(0, num_rows - train_size - classes))
    X = 10 * np.arange(num_rows)[:, None] + np.arange(columns)
    X = X.astype(draw(st.sampled_from(["float64", "float32", "int64", "uint8"])))
    y = (mixed % classes + draw(st.integers(0, 5))).astype(draw(st.sampled_from(["int64", "int32", "uint8"])))
    return X, y, (train_size, test_size), draw(st.integers(0, 2**31 - 2))


@st.composite
def tables(draw, dtype: str | None = None):
    """Training rows (N, D) and new rows (M, D) of one dtype, or of float64 or int64; no training column is constant.

    Numbers are multiples of 1.25, or of 5 in int64. A column's mean is at most some ten of its standard deviations,
    so that every formula for the variance is precise.
    """
    num_rows, num_new, columns = draw(st.integers(2, 6)), draw(st.integers(1, 4)), draw(st.integers(1, 4))
    chosen = dtype or draw(st.sampled_from(["float64", "int64"]))
    size = (num_rows + num_new) * columns
    drawn = np.frombuffer(draw(st.binary(min_size=size, max_size=size)), np.int8).astype(np.int64)
    train, new = np.split(drawn.reshape(-1, columns), [num_rows])
    train = (train + 4) % 9 - 4
    train[0] = train[1] + 1 + train[0] % 4
    unit = 5 if chosen == "int64" else 1.25
    return (unit * train).astype(chosen), (unit * (new // 2)).astype(chosen)


@st.composite
def views(draw, shape: tuple[int, ...], dtype: torch.dtype | None = None):
    """Tensors of this shape on a storage of 0, 1, 2, ...: each number is its own position in the storage.

    The axes lie in any order in memory, each of them whole, cut out, in steps of 2 or expanded from one place.
    Without a dtype it is drawn: int64, float64 or float32.
    """
    chosen = dtype or draw(st.sampled_from([torch.int64, torch.float64, torch.float32]))
    stored, parts = [], []
    for size in shape:
        kind = draw(st.sampled_from(["whole", "whole", "cut out", "in steps", "expanded"]))
        stored.append({"whole": size, "cut out": size + 2, "in steps": 2 * size, "expanded": 1}[kind])
        parts.append({"cut out": slice(1, -1), "in steps": slice(1, None, 2)}.get(kind, slice(None)))
    order = draw(st.permutations(range(len(shape))))
    in_memory = torch.arange(math.prod(stored)).to(chosen).view([stored[axis] for axis in order])
    return in_memory.permute([order.index(axis) for axis in range(len(shape))])[tuple(parts)].expand(shape)


@st.composite
def strided_shapes(draw) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A shape of 1 to 4 axes of size 1 to 3, and its row-major strides, of which up to two are replaced."""
    shape = draw(st.integers(1, 4).flatmap(lambda dims: shapes(dims, high=3)))
    strides = list(torch.empty(shape).stride())
    for axis in draw(st.sets(st.integers(0, len(shape) - 1), max_size=2)):
        strides[axis] = draw(st.integers(0, 12))
    return shape, tuple(strides)


@st.composite
def views_and_kernel_shapes(draw):
    """An image (H, W) from `views`, and a kernel shape (KH, KW) that fits and may be as large."""
    kernel_height, kernel_width = draw(shapes(2, high=3))
    height, width = kernel_height + draw(st.integers(0, 3)), kernel_width + draw(st.integers(0, 3))
    return draw(views((height, width))), (kernel_height, kernel_width)


@st.composite
def logit_rows(draw, dtype: torch.dtype | None = None):
    """Logits (N, C) in any layout, between -16 and 16: no probability is too small for a logarithm."""
    shape = draw(shapes(2, high=4))
    return draw(layouts(draw(tensors(shape, dtype, low=-64, high=64))))


@st.composite
def labelled_logits(draw, dtype: torch.dtype | None = None):
    """Logits (N, C) in any layout, between -4 and 4, and the class of each row: int64 (N,), in any order and layout."""
    rows, classes = draw(shapes(2, high=4))
    logits = draw(layouts(draw(quick_tensors((rows, classes), dtype))))
    targets = draw(st.lists(st.integers(0, classes - 1), min_size=rows, max_size=rows))
    return logits, draw(layouts(torch.tensor(targets)))


@st.composite
def affine_batches(draw, dtype: torch.dtype | None = None):
    """Inputs (N, D), weights (D, C) and a gradient of the outputs (N, C) of one dtype, each in any layout."""
    chosen = dtype or draw(FLOATS)
    rows, inputs, classes = draw(shapes(3, high=4))
    sizes = (rows, inputs), (inputs, classes), (rows, classes)
    numbers = draw(quick_tensors((sum(map(math.prod, sizes)),), chosen)).split([math.prod(size) for size in sizes])
    return tuple(draw(layouts(part.view(size))) for part, size in zip(numbers, sizes, strict=True))


@st.composite
def affine_maps(draw, dtype: torch.dtype | None = None):
    """A map (H, W, F) in any layout, from -2 to 2; weights (H*W*F, C) and biases (C,), from -1 to 1; one dtype."""
    chosen = dtype or draw(FLOATS)
    height, width, channels, classes = draw(shapes(4, high=3))
    fan_in = height * width * channels
    numbers = draw(quick_tensors((fan_in * (1 + classes) + classes,), chosen)).round() / 4
    inp, w, b = numbers.split([fan_in, fan_in * classes, classes])
    return draw(layouts(2 * inp.view(height, width, channels))), w.view(fan_in, classes).clone(), b.clone()


@st.composite
def gentle_convolutions(draw, dtype: torch.dtype | None = None):
    """Like `convolutions`, with kernels from -1/2 to 1/2: larger sums would end as 0 or 1, and hide what is wrong."""
    sizes = st.tuples(*[st.integers(1, 3)] * 3, *[st.integers(0, 4)] * 2)  # five sizes in one draw
    num_kernels, kernel_height, kernel_width, taller, wider = draw(sizes)
    chosen = dtype or draw(FLOATS)
    height, width = kernel_height + taller, kernel_width + wider
    image = draw(layouts(draw(quick_tensors((height, width), chosen))))
    weights = draw(quick_tensors((num_kernels, kernel_height, kernel_width), chosen))
    return image, (weights / 2).round() / 4


@st.composite
def pooling_gradients(draw, dtype: torch.dtype | None = None, ties: bool = True):
    """A feature map (H, W, F), the side k of its windows, and a gradient (H // k, W // k, F); any layouts, one dtype.

    With `ties`, two in three maps have windows with several maxima; without, no number of a map comes twice.
    """
    sizes = st.tuples(st.integers(1, 4), *[st.integers(1, 2)] * 2, *[st.integers(0, 3)] * 2, st.integers(1, 3))
    k, rows, columns, below, beside, channels = draw(sizes)  # all sizes in one draw, and all numbers in another
    shape = (rows * k + below % k, columns * k + beside % k, channels)
    places = rows * columns * channels
    numbers = draw(quick_tensors((math.prod(shape) + places + 1,), dtype))
    inp, grad_out, chance = numbers.split([math.prod(shape), places, 1])
    if not ties:
        order = torch.randperm(inp.numel(), generator=torch.Generator().manual_seed(int(4 * chance + 16)))
        inp = ((order - inp.numel() // 2) / 4).to(inp.dtype)
    elif coarseness := int(4 * chance) % 3:
        inp = (inp / (2 * coarseness)).round()
    return draw(layouts(inp.view(shape))), k, draw(layouts(grad_out.view(rows, columns, channels)))


@st.composite
def descents(draw, dtype: torch.dtype | None = None):
    """One to three parameters of one dtype, and for each of one to four steps a gradient for each of them."""
    kinds = [[(1,)], [(1, 2)], [(2, 3), (3,)], [(2,)] * 3, [(1,)] * 5, [(2, 2), (4,)], [(2, 1, 3), (3,), (2, 2)]]
    sizes, steps = draw(st.tuples(st.sampled_from(kinds), st.integers(1, 4)))
    lengths = [math.prod(shape) for shape in sizes]
    numbers = draw(quick_tensors((1 + steps, sum(lengths)), dtype))
    rows = [[part.view(shape) for part, shape in zip(row.split(lengths), sizes, strict=True)] for row in numbers]
    return rows[0], rows[1:]


@st.composite
def convolution_gradients(draw, dtype: torch.dtype | None = None):
    """An image (H, W), kernels (F, KH, KW) that fit, and a gradient (OH, OW, F); any layouts, one dtype."""
    sizes = st.tuples(*[st.integers(1, 3)] * 3, *[st.integers(0, 4)] * 2)  # five sizes in one draw
    num_kernels, kernel_height, kernel_width, taller, wider = draw(sizes)
    image, kernels = (kernel_height + taller, kernel_width + wider), (num_kernels, kernel_height, kernel_width)
    three = image, kernels, (taller + 1, wider + 1, num_kernels)
    numbers = draw(quick_tensors((sum(math.prod(shape) for shape in three),), dtype))
    parts = numbers.split([math.prod(shape) for shape in three])
    return tuple(draw(layouts(part.view(shape))) for part, shape in zip(parts, three, strict=True))


@st.composite
def image_batches(draw, dtype: torch.dtype | None = None):
    """Images (N, H, W) in any layout, and a kernel shape (KH, KW) that fits and may be as large as they are."""
    sizes = st.tuples(*[st.integers(1, 3)] * 3, *[st.integers(0, 3)] * 2)  # five sizes in one draw
    num_images, kernel_height, kernel_width, taller, wider = draw(sizes)
    images = draw(quick_tensors((num_images, kernel_height + taller, kernel_width + wider), dtype))
    return draw(layouts(images)), (kernel_height, kernel_width)


@st.composite
def convolution_batches(draw, dtype: torch.dtype | None = None):
    """Images (N, H, W), kernels (F, KH, KW) that fit, and a gradient (N, OH, OW, F); any layouts, one dtype."""
    sizes = st.tuples(*[st.integers(1, 3)] * 4, *[st.integers(0, 3)] * 2)  # six sizes in one draw
    num_images, num_kernels, kernel_height, kernel_width, taller, wider = draw(sizes)
    images = num_images, kernel_height + taller, kernel_width + wider
    three = images, (num_kernels, kernel_height, kernel_width), (num_images, taller + 1, wider + 1, num_kernels)
    numbers = draw(quick_tensors((sum(map(math.prod, three)),), dtype)).split([math.prod(shape) for shape in three])
    return tuple(draw(layouts(part.view(shape))) for part, shape in zip(numbers, three, strict=True))


@st.composite
def pooling_batches(draw, dtype: torch.dtype | None = None, ties: bool = True):
    """Maps (N, H, W, F), the side k of their windows, and a gradient (N, H // k, W // k, F); any layouts, one dtype.

    With `ties`, most maps have windows with several maxima; without, no number of the batch comes twice.
    """
    sizes = st.tuples(st.integers(1, 3), *[st.integers(1, 2)] * 2, *[st.integers(0, 2)] * 2, *[st.integers(1, 3)] * 2)
    k, rows, columns, below, beside, num_images, channels = draw(sizes)
    maps = num_images, rows * k + below % k, columns * k + beside % k, channels
    outputs = num_images, rows, columns, channels
    numbers, grad_out = draw(quick_tensors((math.prod(maps) + math.prod(outputs),), dtype)).split(
        [math.prod(maps), math.prod(outputs)]
    )
    if ties:
        numbers = (numbers / 2).round()
    else:
        order = torch.randperm(len(numbers), generator=torch.Generator().manual_seed(int(4 * numbers.abs().sum())))
        numbers = ((order - len(numbers) // 2) / 4).to(grad_out.dtype)
    return draw(layouts(numbers.view(maps))), k, draw(layouts(grad_out.view(outputs)))


@st.composite
def array_layouts(draw, array: np.ndarray) -> np.ndarray:
    """The same numbers in another layout: as they are, in Fortran order, cut out of a larger array, or in steps."""
    layout = draw(st.sampled_from(["C order", "Fortran order", "cut out", "in steps"]))
    if layout == "Fortran order":
        return np.asfortranarray(array)
    if layout in ("cut out", "in steps"):
        sizes = [size + 2 if layout == "cut out" else 2 * size for size in array.shape]
        part = slice(1, -1) if layout == "cut out" else slice(0, None, 2)
        inner = np.full(sizes, 99, array.dtype)[tuple(part for _ in sizes)]
        inner[...] = array
        return inner
    return array


SEEDS = st.integers(0, 2**31 - 1)
"""What `scattered` numbers are made from: they are too many to be drawn one by one."""


SEEDS = st.binary(min_size=5, max_size=5).map(int.from_bytes).filter(bool)
"""What `scattered` numbers are made from: they are too many to be drawn one by one.

Hypothesis begins with the simplest example, which is the same for every grade. Here it is turned down, so that already
the first example is drawn: slow tests need no other.
"""

FACTORS = st.integers(2, 4000).map(lambda number: number / 4)
"""Times the numbers of an example, which a program could know by heart: exact in float32."""


def scattered(seed: int, *shape: int, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    """Numbers between -2/3 and 2/3 in an order that the seed decides, none of them twice; not exact in float32."""
    count = math.prod(shape)
    order = torch.randperm(count, generator=torch.Generator().manual_seed(seed)).double()
    return ((2 * order - count + 1) / (1.5 * 2.0 ** count.bit_length())).to(dtype).view(shape)


def memory_layouts(tensor: torch.Tensor):
    """Pairs of a layout's name and a tensor of 2 axes or more that lies like that in memory; the numbers are the same.

    The last one is expanded: it repeats the first number along its last axis.
    """
    reverse = tuple(reversed(range(tensor.dim())))
    yield "transposed", tensor.permute(reverse).contiguous().permute(reverse)
    yield "with its first axis last in memory", tensor.movedim(0, -1).contiguous().movedim(-1, 0)
    yield (
        "cut out of a larger one",
        torch.nn.functional.pad(tensor, [1, 2] * tensor.dim())[(slice(1, -2),) * tensor.dim()],
    )
    spread = tensor.new_full([2 * size for size in tensor.shape], 99.0)[(slice(1, None, 2),) * tensor.dim()]
    yield "in steps of two", spread.copy_(tensor)
    yield "expanded", tensor[..., :1].expand_as(tensor)
