"""Values as bytes between the judge and a worker, and back.

A message is a header, a JSON text and some bytes. The JSON holds the values; a tensor or an array in it says in which
block of memory its numbers lie, and how. Each side remembers the blocks that both hold, and sends along those whose
bytes have changed: a write on one side is seen on the other before anything else happens there. The states of random
generators, torch's, NumPy's and Python's own, travel in the same way.

Nothing that arrives is run, and its sizes are checked before memory is taken: what breaks the rules is a `WireError`.
"""

from __future__ import annotations

import base64
import json
import math
import struct
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import torch

from kata.course.text import message_of
from kata.errors import WireError
from kata.wire.memory import Arguments, Memory, within_its_memory
from kata.wire.random_states import RandomStates

HEADER = struct.Struct("!II")
MOST_TEXT = 32 << 20
MOST_BYTES = 256 << 20
MOST_NUMBERS = 1 << 26
"""What one message may hold, and one tensor in it: an expanded one can claim more numbers than it has memory."""
MOST_AXES = 32

COMPACT = json.JSONEncoder(check_circular=False, separators=(",", ":")).encode
DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        *(torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64, torch.complex128),
        *(torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64),
    )
}
CODES = {dtype: name for name, dtype in DTYPES.items()}
PLAIN = frozenset({type(None), bool, int, float, str})
GATHERED: dict[str, Callable[..., Any]] = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "size": torch.Size,
}
NAMES: dict[Any, str] = {sort: name for name, sort in GATHERED.items()}


class Connection(Protocol):
    """What a wire needs of a socket."""

    def recv(self, size: int, /) -> bytes: ...
    def sendall(self, data: bytes, /) -> None: ...


class Wire:
    """One side of a connection. `first` is 0 for the judge and 1 for a worker: their numbers for things never meet.

    export: says what else a value is, for the other side; it raises TypeError for what cannot cross.
    adopt: makes a value of such a description.
    """

    def __init__(
        self, connection: Connection, first: int, export: Callable[[Any], Any], adopt: Callable[[Any], Any]
    ) -> None:
        self.connection = connection
        self.memory = Memory(first)
        self.random = RandomStates(first)
        self.export, self.adopt = export, adopt
        self.judges = first == 0
        self.received = bytearray()
        self.arguments = Arguments()

    def send(self, message: object) -> None:
        """Send a message, and what has changed in memory; TypeError or ValueError for what cannot cross."""
        self.memory.collect_changes()
        try:
            values = self.encode(message)
            sizes = sum(len(data) for _, data in self.memory.parts)
            if sizes > MOST_BYTES:
                raise ValueError(f"it is too large to be sent: {sizes:,} bytes")
            parts = [*self.memory.parts, *self.random.take_parts()]
            keys = [[*key, len(data)] for key, data in parts]
            text = COMPACT([values, keys, self.memory.gone, self.arguments.gone]).encode()
            if len(text) > MOST_TEXT:
                raise ValueError(f"it is too large to be sent: {len(text):,} characters")
        except (AttributeError, TypeError, ValueError, RuntimeError) as error:
            self.memory.undo()
            self.random.undo()
            if isinstance(error, RecursionError):
                raise ValueError("it is nested too deeply to be sent") from None
            if isinstance(error, AttributeError | RuntimeError):  # it is not what it says it is
                raise TypeError(f"it cannot be sent: {message_of(error)}") from None
            raise
        self.memory.parts, self.memory.gone, self.arguments.gone = [], [], []
        data = b"".join(data for _, data in parts)
        self.connection.sendall(HEADER.pack(len(text), len(data)) + text + data)

    def receive(self) -> Any:
        """The next message. EOFError at the end of the connection, WireError for what breaks the rules."""
        length, size = HEADER.unpack(self._read(HEADER.size))
        if length > MOST_TEXT or size > MOST_BYTES:
            raise WireError(f"a message claims {length:,} and {size:,} bytes")
        text, data = self._read(length), self._read(size)
        try:
            values, parts, gone, arguments = json.loads(text.decode())
            self._take(parts, memoryview(data))
            self.memory.forget(gone)
            self.arguments.forget(arguments)
            return self.decode(values)
        except (ArithmeticError, LookupError, MemoryError, RuntimeError, TypeError, ValueError) as error:
            raise WireError(f"a message cannot be read: {type(error).__name__}: {error}") from error

    def _read(self, size: int) -> bytes:
        while len(self.received) < size:  # memory is taken as the bytes come, and not for what a header claims
            piece = self.connection.recv(1 << 16 if size < 1 << 16 else 1 << 20)
            if not piece:
                raise EOFError
            self.received += piece
        data = bytes(memoryview(self.received)[:size])
        del self.received[:size]
        return data

    def _take(self, parts: list[list[Any]], data: memoryview) -> None:
        start = 0
        for *key, size in parts:
            piece = bytes(data[start : start + size])
            if type(size) is not int or size < 0 or len(piece) != size:
                raise WireError("a message is shorter than it says")
            start += size
            taker = self.random if key[0] == "random" else self.memory
            taker.take(key[1:], piece)
            if key[:2] == ["block", "changed"]:
                self.arguments.note_change(key[2])

    def encode(self, value: Any) -> Any:
        """A value as JSON: what JSON does not have is a list that begins with its kind; a list begins with "list"."""
        kind = type(value)
        if kind in PLAIN:
            return value
        if kind in NAMES:
            return [NAMES[kind], *[each if type(each) in PLAIN else self.encode(each) for each in value]]
        if isinstance(value, torch.Tensor):
            return self._encode_tensor(value)
        if isinstance(value, np.ndarray) and value.dtype.kind in "biufcSU":
            return self._encode_array(value)
        if isinstance(value, np.generic) and value.dtype.kind in "biufc":
            return ["scalar", value.dtype.str, base64.b64encode(value.tobytes()).decode()]
        if isinstance(value, torch.Generator):
            return ["generator", self.random.number_of(value)]
        if isinstance(value, torch.dtype):
            return ["dtype", str(value).removeprefix("torch.")]
        if isinstance(value, dict):
            return ["dict", *([self.encode(key), self.encode(each)] for key, each in value.items())]
        if isinstance(value, tuple):  # a named one
            return ["tuple", *map(self.encode, value)]
        return self._encode_simple(value)

    def _encode_simple(self, value: Any) -> list[Any]:
        if isinstance(value, bytes | bytearray):
            return ["bytes", base64.b64encode(value).decode()]
        if isinstance(value, complex):
            return ["complex", value.real, value.imag]
        if isinstance(value, slice):
            return ["slice", *map(self.encode, (value.start, value.stop, value.step))]
        if value is Ellipsis:
            return ["ellipsis"]
        return ["other", self.export(value)]

    def _encode_tensor(self, tensor: torch.Tensor) -> list[Any]:
        """[kind, block, first byte in it, shape, strides, dtype, whether it asks for a gradient, which argument]."""
        dtype = CODES.get(tensor.dtype)
        if tensor.layout != torch.strided or tensor.device.type != "cpu" or dtype is None or tensor.is_nested:
            kind = "nested" if tensor.is_nested else tensor.layout
            raise TypeError(f"a tensor of {kind}, {tensor.device.type} and {tensor.dtype} cannot be sent")
        if tensor.is_conj() or tensor.is_neg():
            tensor = tensor.resolve_conj().resolve_neg()
        shape = list(tensor.shape)
        if math.prod(shape) > MOST_NUMBERS:
            raise ValueError(f"a tensor of the shape {tuple(shape)} is too large to be sent")
        number, start = self.memory.place_of(tensor.untyped_storage())
        start += int(tensor.storage_offset()) * tensor.element_size()
        kind = "parameter" if isinstance(tensor, torch.nn.Parameter) else "tensor"
        same = self.arguments.number_of(tensor) if self.judges else 0
        return [kind, number, start, shape, list(tensor.stride()), dtype, tensor.requires_grad, same]

    def _encode_array(self, array: np.ndarray[Any, Any]) -> list[Any]:
        """["array", block, first byte in it, shape, strides in bytes, dtype, which argument]."""
        if array.size > MOST_NUMBERS:
            raise ValueError(f"an array of the shape {array.shape} is too large to be sent")
        same = self.arguments.number_of(array) if self.judges else 0
        array = within_its_memory(array)
        number, start = self.memory.place_of_array(array)
        return ["array", number, start, list(array.shape), list(array.strides), array.dtype.str, same]

    def decode(self, value: Any) -> Any:
        """A value out of JSON; WireError, or what Python raises, for one that is not as it should be."""
        if type(value) in PLAIN:
            return value
        kind, *parts = value
        if kind in GATHERED:
            return GATHERED[kind]([each if type(each) in PLAIN else self.decode(each) for each in parts])
        if kind in ("tensor", "parameter", "array"):
            *description, same = parts
            return self.arguments.same(0 if self.judges else same, [kind, *description], self._decode_memory)
        if kind == "dict":
            return {self.decode(key): self.decode(each) for key, each in parts}
        if kind == "other":
            return self.adopt(parts[0])
        if kind == "generator":
            return self.random.generator(parts[0])
        return self._decode_simple(kind, parts)

    def _decode_simple(self, kind: str, parts: list[Any]) -> Any:
        if kind == "scalar":
            return np.frombuffer(base64.b64decode(parts[1]), _dtype(parts[0], "biufc"), 1)[0]
        if kind == "dtype":
            return DTYPES[parts[0]]
        if kind == "bytes":
            return base64.b64decode(parts[0])
        if kind == "complex":
            return complex(*parts)
        if kind == "slice":
            return slice(*map(self.decode, parts))
        if kind == "ellipsis":
            return Ellipsis
        raise WireError(f"there is no kind {str(kind)[:40]}")

    def _decode_memory(self, kind: str, *parts: Any) -> Any:
        return self._decode_array(*parts) if kind == "array" else self._decode_tensor(kind, *parts)

    def _decode_tensor(
        self, kind: str, block: Any, start: Any, sizes: Any, steps: Any, code: Any, grad: Any
    ) -> torch.Tensor:
        dtype, shape, strides = DTYPES[code], _sizes(sizes), _sizes(steps)
        offset, rest = divmod(_size(start), dtype.itemsize)
        storage = self.memory.storage(block)
        last = offset + sum((size - 1) * stride for size, stride in zip(shape, strides, strict=True))
        numbers = math.prod(shape)
        if rest or numbers > MOST_NUMBERS or (numbers and (last + 1) * dtype.itemsize > storage.nbytes()):
            raise WireError(f"a tensor {shape} with the strides {strides} does not fit into its memory")
        if not numbers:
            offset = 0  # an empty part may start behind the end of the whole
        tensor = torch.empty(0, dtype=dtype).set_(storage, offset, shape, strides)
        if kind == "parameter":
            return torch.nn.Parameter(tensor, requires_grad=bool(grad))
        return tensor.requires_grad_() if grad else tensor

    def _decode_array(self, block: Any, start: Any, sizes: Any, steps: Any, code: Any) -> np.ndarray[Any, Any]:
        shape, strides, dtype = _sizes(sizes), tuple(steps), _dtype(code, "biufcSU")
        if math.prod(shape) > MOST_NUMBERS or any(type(stride) is not int for stride in strides):
            raise WireError(f"an array {shape} with the strides {strides} cannot be")
        if 0 in shape:
            return np.empty(shape, dtype)
        return np.ndarray(shape, dtype, self.memory.bytes_of(block), _size(start), strides)


def looks(tensor: torch.Tensor) -> tuple[Any, ...]:
    """Where and how a tensor looks at memory: what `set_`, `resize_`, `t_` and an assignment to `data` change."""
    if tensor.layout != torch.strided or tensor.is_nested:
        return ()
    return tensor.data_ptr() if tensor.numel() else 0, tensor.dtype, tensor.shape, tensor.stride()


def flatten(values: Sequence[Any]) -> list[Any]:
    """The values, and those of the lists and tuples among them, in a row."""
    return [part for each in values for part in (each if isinstance(each, list | tuple) else [each])]


def _dtype(text: str, kinds: str) -> np.dtype[Any]:
    dtype = np.dtype(text) if isinstance(text, str) and len(text) < 12 else None
    if dtype is None or dtype.kind not in kinds:
        raise WireError(f"there is no dtype {str(text)[:40]}")
    return dtype


def _size(number: Any) -> int:
    if type(number) is not int or not 0 <= number < 1 << 48:
        raise WireError(f"{str(number)[:40]} is no size")
    return number


def _sizes(numbers: Any) -> tuple[int, ...]:
    if type(numbers) is not list or len(numbers) > MOST_AXES:
        raise WireError(f"a value cannot have these axes: {str(numbers)[:40]}")
    return tuple(map(_size, numbers))
