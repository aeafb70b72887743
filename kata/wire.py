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

from kata.errors import WireError
from kata.memory import Memory, RandomStates

HEADER = struct.Struct("!II")
MOST_TEXT = 32 << 20
MOST_BYTES = 1 << 30
MOST_NUMBERS = 1 << 28
"""What one message may hold, and one tensor in it: an expanded one can claim more numbers than it has memory."""
MOST_AXES = 32

DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        *(torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64, torch.complex128),
        *(torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64),
    )
}
PLAIN = frozenset({type(None), bool, int, float, str})
GATHERED = {"tuple": tuple, "set": set, "frozenset": frozenset, "size": torch.Size}
NAMES = {sort: name for name, sort in GATHERED.items()}


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
        self.received = bytearray()

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
            text = json.dumps([values, keys, self.memory.gone]).encode()
            if len(text) > MOST_TEXT:
                raise ValueError(f"it is too large to be sent: {len(text):,} characters")
        except (TypeError, ValueError, RecursionError) as error:
            self.memory.undo()
            self.random.undo()
            if isinstance(error, RecursionError):
                raise ValueError("it is nested too deeply to be sent") from None
            raise
        self.memory.parts, self.memory.gone = [], []
        data = b"".join(data for _, data in parts)
        self.connection.sendall(HEADER.pack(len(text), len(data)) + text + data)

    def receive(self) -> Any:
        """The next message. EOFError at the end of the connection, WireError for what breaks the rules."""
        length, size = HEADER.unpack(self._read(HEADER.size))
        if length > MOST_TEXT or size > MOST_BYTES:
            raise WireError(f"a message claims {length:,} and {size:,} bytes")
        text, data = self._read(length), self._read(size)
        try:
            values, parts, gone = json.loads(text)
            self._take(parts, memoryview(data))
            self.memory.forget(gone)
            return self.decode(values)
        except (ValueError, TypeError, KeyError, IndexError, RuntimeError, RecursionError, OverflowError) as error:
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

    def encode(self, value: Any) -> Any:
        """A value as JSON; lists are lists, and everything that JSON does not have is a dict with a "kind"."""
        kind = type(value)
        if kind in PLAIN:
            return value
        if kind is list:
            return [self.encode(each) for each in value]
        if kind in NAMES:
            return {"kind": NAMES[kind], "items": [self.encode(each) for each in value]}
        if isinstance(value, torch.Tensor):
            return self._encode_tensor(value)
        if isinstance(value, np.ndarray) and value.dtype.kind in "biufcSU":
            return self._encode_array(value)
        if isinstance(value, np.generic) and value.dtype.kind in "biufc":
            return {"kind": "scalar", "dtype": value.dtype.str, "bytes": base64.b64encode(value.tobytes()).decode()}
        if isinstance(value, torch.Generator):
            return {"kind": "generator", "number": self.random.number_of(value)}
        if isinstance(value, torch.dtype):
            return {"kind": "dtype", "name": str(value).removeprefix("torch.")}
        return self._encode_simple(value)

    def _encode_simple(self, value: Any) -> Any:
        if isinstance(value, tuple):  # a named one
            return self.encode(tuple(value))
        if isinstance(value, dict):
            return {"kind": "dict", "items": [[self.encode(key), self.encode(each)] for key, each in value.items()]}
        if isinstance(value, bytes | bytearray):
            return {"kind": "bytes", "bytes": base64.b64encode(value).decode()}
        if isinstance(value, complex):
            return {"kind": "complex", "items": [value.real, value.imag]}
        if isinstance(value, slice):
            return {"kind": "slice", "items": [self.encode(each) for each in (value.start, value.stop, value.step)]}
        if value is Ellipsis:
            return {"kind": "ellipsis"}
        return {"kind": "other", "what": self.export(value)}

    def _encode_tensor(self, tensor: torch.Tensor) -> dict[str, Any]:
        name = str(tensor.dtype).removeprefix("torch.")
        if tensor.layout != torch.strided or tensor.device.type != "cpu" or name not in DTYPES:
            raise TypeError(f"a tensor of {tensor.layout}, {tensor.device.type} and {name} cannot be sent")
        if tensor.is_conj() or tensor.is_neg():
            tensor = tensor.resolve_conj().resolve_neg()
        shape = list(tensor.shape)
        if math.prod(shape) > MOST_NUMBERS:
            raise ValueError(f"a tensor of the shape {tuple(shape)} is too large to be sent")
        number, start = self.memory.place_of(tensor.untyped_storage())
        return {
            "kind": "parameter" if isinstance(tensor, torch.nn.Parameter) else "tensor",
            "block": number,
            "start": start + tensor.storage_offset() * tensor.element_size(),
            "shape": shape,
            "strides": list(tensor.stride()),
            "dtype": name,
            "grad": tensor.requires_grad,
        }

    def _encode_array(self, array: np.ndarray[Any, Any]) -> dict[str, Any]:
        if array.size > MOST_NUMBERS:
            raise ValueError(f"an array of the shape {array.shape} is too large to be sent")
        number, start = self.memory.place_of_array(array)
        return {
            "kind": "array",
            "block": number,
            "start": start,
            "shape": list(array.shape),
            "strides": list(array.strides),
            "dtype": array.dtype.str,
        }

    def decode(self, value: Any) -> Any:
        """A value out of JSON; WireError, or what Python raises, for one that is not as it should be."""
        kind = type(value)
        if kind in PLAIN:
            return value
        if kind is list:
            return [self.decode(each) for each in value]
        kind = value["kind"]
        if kind in GATHERED:
            return GATHERED[kind](self.decode(each) for each in value["items"])
        if kind in ("tensor", "parameter"):
            return self._decode_tensor(value)
        if kind == "array":
            return self._decode_array(value)
        if kind == "scalar":
            return np.frombuffer(base64.b64decode(value["bytes"]), _dtype(value["dtype"], "biufc"), 1)[0]
        if kind == "generator":
            return self.random.generator(value["number"])
        if kind == "dtype":
            return DTYPES[value["name"]]
        return self._decode_simple(kind, value)

    def _decode_simple(self, kind: str, value: dict[str, Any]) -> Any:
        if kind == "dict":
            return {self.decode(key): self.decode(each) for key, each in value["items"]}
        if kind == "bytes":
            return base64.b64decode(value["bytes"])
        if kind == "complex":
            return complex(*value["items"])
        if kind == "slice":
            return slice(*map(self.decode, value["items"]))
        if kind == "ellipsis":
            return Ellipsis
        if kind == "other":
            return self.adopt(value["what"])
        raise WireError(f"there is no kind {str(kind)[:40]}")

    def _decode_tensor(self, value: dict[str, Any]) -> torch.Tensor:
        dtype, shape, strides = DTYPES[value["dtype"]], _sizes(value["shape"]), _sizes(value["strides"])
        offset, rest = divmod(_size(value["start"]), dtype.itemsize)
        storage = self.memory.storage(value["block"])
        last = offset + sum((size - 1) * stride for size, stride in zip(shape, strides, strict=True))
        numbers = math.prod(shape)
        if rest or numbers > MOST_NUMBERS or (numbers and (last + 1) * dtype.itemsize > storage.nbytes()):
            raise WireError(f"a tensor {shape} with the strides {strides} does not fit into its memory")
        if not numbers and offset * dtype.itemsize > storage.nbytes():
            raise WireError("an empty tensor starts behind the end of its memory")
        tensor = torch.empty(0, dtype=dtype)
        tensor.set_(storage, offset, shape, strides)  # type: ignore[call-overload]
        if value["kind"] == "parameter":
            return torch.nn.Parameter(tensor, requires_grad=bool(value["grad"]))
        return tensor.requires_grad_() if value["grad"] else tensor

    def _decode_array(self, value: dict[str, Any]) -> np.ndarray[Any, Any]:
        shape, strides = _sizes(value["shape"]), tuple(value["strides"])
        if math.prod(shape) > MOST_NUMBERS or any(type(stride) is not int for stride in strides):
            raise WireError(f"an array {shape} with the strides {strides} cannot be")
        dtype, start = _dtype(value["dtype"], "biufcSU"), _size(value["start"])
        return np.ndarray(shape, dtype, self.memory.bytes_of(value["block"]), start, strides)


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
