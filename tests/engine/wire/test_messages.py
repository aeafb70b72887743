"""The wire: values, memory, random states and identities on both sides of a socket; and what it refuses to believe."""

import json
import random
import socket
import struct

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kata.errors import WireError
from kata.wire.memory import CHANGED_ANSWER, Memory
from kata.wire.messages import HEADER, MOST_BYTES, MOST_TEXT, Wire
from kata.wire.random_states import GLOBAL

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def refuse(what):
    raise TypeError(f"{what} stays here")


@pytest.fixture
def ends():
    """A judge's and a worker's end of a wire, in one process."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Wire(ours, 0, refuse, refuse), Wire(theirs, 1, refuse, refuse)


def carry(one, other, *values):
    """What arrives at the other end."""
    one.send(list(values))
    return other.receive()


def tell(judge, message, data=b""):
    """What the judge makes of a worker's message that no honest worker sends."""
    text = json.dumps(message).encode()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(HEADER.pack(len(text), len(data)) + text + data)
        judge.connection = ours
        return judge.receive()


@settings(max_examples=60, deadline=None)
@given(PLAIN)
def test_plain_values_arrive_as_they_were(value):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        (found,) = carry(Wire(ours, 0, refuse, refuse), Wire(theirs, 1, refuse, refuse), value)
    assert found == value
    assert type(found) is type(value)


@settings(max_examples=60, deadline=None)
@given(hnp.arrays(hnp.scalar_dtypes().filter(lambda dtype: dtype.kind in "biufc"), hnp.array_shapes(min_dims=0)))
def test_arrays_and_their_scalars_arrive_as_they_were(array):
    if array.dtype.itemsize > 8 and array.dtype.kind == "f":
        return
    values = array, array.T, array[::-1] if array.ndim else array, array.flat[0]
    ours, theirs = socket.socketpair()
    with ours, theirs:
        found = carry(Wire(ours, 0, refuse, refuse), Wire(theirs, 1, refuse, refuse), *values)
    for one, other in zip(found, values, strict=True):
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64, torch.bool, torch.uint8, torch.int64])
def test_tensors_keep_numbers_strides_and_offset(ends, dtype):
    tensor = torch.arange(24).view(4, 6).to(dtype)[1:, ::2].t()
    (found,) = carry(*ends, tensor)
    assert torch.equal(found, tensor)
    assert (found.dtype, found.stride(), found.storage_offset()) == (dtype, tensor.stride(), tensor.storage_offset())


def test_special_values_arrive(ends):
    empty, scalar, parameter = torch.empty(0, 3), torch.tensor(2.5), torch.nn.Parameter(torch.ones(2))
    values = empty, scalar, parameter, torch.ones(2, requires_grad=True), torch.float64, torch.Size([2, 3])
    found = carry(*ends, *values, 1 + 2j, slice(1, None), ..., {1, 2}, np.empty((0, 2)), float("inf"))
    assert found[0].shape == (0, 3)
    assert found[1].shape == ()
    assert isinstance(found[2], torch.nn.Parameter)
    assert found[3].requires_grad
    assert found[4:6] == [torch.float64, torch.Size([2, 3])]
    assert found[6:10] == [1 + 2j, slice(1, None), ..., {1, 2}]
    assert found[10].shape == (0, 2)
    assert found[11] == float("inf")


def test_an_empty_part_may_start_behind_the_end(ends):
    whole, array = torch.arange(6).view(2, 3), np.arange(6).reshape(2, 3)
    found = carry(*ends, whole[2:], whole[:, 3:], array[2:], array[:, 3:], whole)
    assert [tuple(each.shape) for each in found] == [(0, 3), (2, 0), (0, 3), (2, 0), (2, 3)]


def test_a_conjugate_view_is_resolved(ends):
    tensor = torch.tensor([1 + 2j]).conj()
    assert torch.equal(carry(*ends, tensor)[0], tensor)


def test_views_of_one_memory_stay_views_of_one_memory(ends):
    whole = torch.arange(6.0)
    first, second = carry(*ends, whole, whole.view(2, 3).t())
    first[5] = 77
    assert second[2, 1] == 77


def test_a_view_that_comes_back_is_a_view_of_the_judges_own_tensor(ends):
    judge, worker = ends
    own = torch.arange(6.0).view(2, 3)
    (theirs,) = carry(judge, worker, own)
    (back,) = carry(worker, judge, theirs.t())
    back[2, 0] = 77
    assert own[0, 2] == 77


def test_two_results_that_share_memory_share_it_in_the_judge(ends):
    judge, worker = ends
    whole = torch.zeros(4)
    first, second = carry(worker, judge, whole[:3], whole[1:])
    first[1] = 5
    assert second[0] == 5


def test_writes_reach_the_other_side_with_the_next_message(ends):
    judge, worker = ends
    tensor, array = torch.zeros(3), np.zeros((2, 2))
    theirs, other = carry(judge, worker, tensor, array)
    theirs[1], other[0, 1] = 5, 6
    carry(worker, judge)
    assert tensor.tolist() == [0, 5, 0]
    assert array.tolist() == [[0, 6], [0, 0]]
    tensor[2], array[1, 1] = 7, 8
    carry(judge, worker)
    assert theirs.tolist() == [0, 5, 7]
    assert other.tolist() == [[0, 6], [0, 8]]


def test_a_tensor_that_was_kept_is_changed_in_a_later_call(ends):
    judge, worker = ends
    own = torch.zeros(2)
    (kept,) = carry(judge, worker, own)
    for number in range(3):
        carry(judge, worker)
        kept += 1
        carry(worker, judge)
        assert own.tolist() == [number + 1, number + 1]


@pytest.mark.parametrize("make", [lambda: torch.zeros(2), lambda: np.zeros(2)])
def test_what_a_worker_has_returned_is_a_snapshot_unless_it_is_shared(ends, make):
    judge, worker = ends
    for sharing in (False, True):
        judge.memory.sharing = sharing
        theirs = make()
        (snapshot,) = carry(worker, judge, theirs)
        carry(judge, worker)
        theirs += 1
        (again,) = carry(worker, judge, theirs)
        assert again.tolist() == [1, 1]
        assert snapshot.tolist() == ([1, 1] if sharing else [0, 0])
        assert judge.memory.changed == ("" if sharing else CHANGED_ANSWER)
        judge.memory.changed = ""
        again += 1
        carry(judge, worker)
        assert theirs.tolist() == [2, 2]


def test_a_change_on_the_judges_side_is_another_version_for_who_keeps_the_tensor(ends):
    judge, worker = ends
    own = torch.zeros(2)
    (kept,) = carry(judge, worker, own)
    version = kept._version
    carry(judge, worker)
    assert kept._version == version
    own += 1
    carry(judge, worker)
    assert kept._version > version


def test_a_change_in_a_large_block_is_seen_by_its_digest(ends, monkeypatch):
    monkeypatch.setattr("kata.wire.memory.LARGE", 100)
    judge, worker = ends
    own = torch.zeros(50)
    (kept,) = carry(judge, worker, own)
    own[7] = 1
    carry(judge, worker)
    assert kept[7] == 1
    kept[8] = 2
    carry(worker, judge)
    assert own[8] == 2


def test_tensors_and_arrays_of_one_memory_share_it(ends):
    judge, worker = ends
    array = np.arange(6.0)
    seen, tensor = carry(judge, worker, array, torch.from_numpy(array[2:]))
    tensor[0] = 77
    assert seen[2] == 77
    (through, base) = carry(worker, judge, tensor.numpy(), torch.from_numpy(seen))
    through[1] = 78
    assert base[3] == 78
    assert array.tolist() == [0, 1, 77, 78, 4, 5]


def test_tensors_on_an_array_that_lives_longer_than_they_do_stay_on_it(ends):
    judge, worker = ends
    judge.memory.sharing = True
    array = np.zeros(3)
    (found,) = carry(worker, judge, torch.from_numpy(array))
    for number in range(3):
        carry(judge, worker)
        array += 1
        (again,) = carry(worker, judge, torch.from_numpy(array))
        assert found.tolist() == again.tolist() == [number + 1] * 3
    found.fill_(7)
    carry(judge, worker)
    assert array.tolist() == [7, 7, 7]


def test_an_array_in_an_order_of_its_own_is_shared_too(ends):
    judge, worker = ends
    array = np.ones((2, 3, 4)).transpose(1, 0, 2) + 1
    (found,) = carry(judge, worker, array)
    found[2, 1, 3] = 77
    carry(worker, judge)
    assert array[2, 1, 3] == 77


def test_the_same_tensor_is_the_same_object_each_time(ends):
    judge, worker = ends
    tensor, array = torch.zeros(2), np.zeros(2)
    first, other = carry(judge, worker, tensor, array)
    again, another = carry(judge, worker, tensor, array)
    assert again is first
    assert another is other
    (copy,) = carry(judge, worker, tensor.clone())
    assert copy is not first


def test_what_the_judge_has_no_longer_is_given_up(ends):
    judge, worker = ends
    for _ in range(20):
        carry(judge, worker, torch.zeros(100), np.zeros(100))
        carry(worker, judge, torch.ones(50))
    assert len(judge.memory.blocks) < 8
    assert len(worker.memory.blocks) < 8
    assert len(worker.arguments.kept) < 4


def test_a_write_into_a_tensor_that_is_dropped_right_after_arrives(ends):
    judge, worker = ends
    kept = torch.zeros(2)
    (found,) = carry(worker, judge, kept)
    found.fill_(3)
    del found
    carry(judge, worker)
    assert kept.tolist() == [3, 3]


def test_an_array_that_reaches_beyond_its_base_arrives_as_a_copy(ends):
    numbers = np.arange(6.0)
    backwards = np.lib.stride_tricks.as_strided(numbers[::-1], (6,), (-8,))
    (found,) = carry(*ends, backwards)
    assert found.tolist() == [5, 4, 3, 2, 1, 0]


def test_a_generator_moves_on_on_both_sides(ends):
    judge, worker = ends
    own = torch.Generator().manual_seed(1)
    (theirs,) = carry(judge, worker, own)
    drawn = torch.rand(3, generator=theirs)
    carry(worker, judge)
    fresh = torch.Generator().manual_seed(1)
    assert torch.equal(drawn, torch.rand(3, generator=fresh))
    assert torch.equal(own.get_state(), fresh.get_state())
    own.manual_seed(5)
    (again,) = carry(judge, worker, own)
    assert again is theirs
    assert again.initial_seed() == 5
    assert carry(worker, judge, again) == [own]


def test_a_generator_that_is_gone_is_given_up(ends):
    judge, worker = ends
    carry(judge, worker, torch.Generator())
    carry(judge, worker)
    assert worker.random.generators == {}


def test_a_workers_own_generator_stays_there(ends):
    with pytest.raises(TypeError, match="cannot be returned"):
        ends[1].send(torch.Generator())


@pytest.mark.parametrize(
    ("name", "draw"),
    [
        ("torch", lambda: torch.randn(3).tolist()),
        ("numpy", lambda: np.random.standard_normal(3).tolist()),
        ("python", lambda: [random.gauss(0, 1) for _ in range(3)]),
    ],
)
def test_a_global_state_can_be_packed_and_written_back(name, draw):
    look, pack, write = GLOBAL[name]
    draw()
    seen, (header, data) = look(), pack()
    first = draw()
    assert look() != seen
    write(json.loads(json.dumps(header)), data)
    assert look() == seen
    assert draw() == first


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (object(), TypeError),
        (torch.ones(2, device="meta"), TypeError),
        (torch.ones(2).to_sparse(), TypeError),
        (torch.zeros(1).expand(10**6, 10**6), ValueError),
        (np.broadcast_to(np.zeros(1), (10**5, 10**5)), ValueError),
        (10**5000, ValueError),
        ("x" * (MOST_TEXT + 1), ValueError),
    ],
    ids=["object", "meta", "sparse", "expanded", "broadcast", "integer", "text"],
)
def test_what_cannot_be_sent_says_so_and_nothing_is_lost(ends, value, error):
    judge, worker = ends
    tensor = torch.zeros(2)
    with pytest.raises(error):
        judge.send([tensor, value])
    assert torch.equal(carry(judge, worker, tensor)[0], tensor)


def test_more_bytes_than_a_message_may_have_are_not_sent(ends, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("kata.wire.messages.MOST_BYTES", 100)
        with pytest.raises(ValueError, match="too large"):
            ends[0].send(torch.zeros(100))
    assert torch.equal(carry(*ends, torch.zeros(2))[0], torch.zeros(2))


def test_a_change_that_could_not_be_sent_is_sent_later(ends):
    judge, worker = ends
    tensor = torch.zeros(2)
    (theirs,) = carry(judge, worker, tensor)
    tensor[0] = 1
    with pytest.raises(TypeError):
        judge.send(object())
    carry(judge, worker)
    assert theirs.tolist() == [1, 0]


def test_a_list_in_itself_cannot_be_sent(ends):
    endless = []
    endless.append(endless)
    with pytest.raises(ValueError, match="nested too deeply"):
        ends[0].send(endless)


NEW = [["block", "storage", 3, 8]]
EIGHT = bytes(8)
LIES = {
    "an unknown kind": (["value", ["pickle", "x"]], [], b""),
    "an unknown dtype": (["tensor", 0, 0, [], [], "object", False, 0], [], b""),
    "an object dtype": (["array", 3, 0, [1], [8], "|O8", 0], NEW, EIGHT),
    "a huge string dtype": (["array", 3, 0, [1], [8], "<U1000000000000", 0], NEW, EIGHT),
    "more numbers than bytes": (["tensor", 3, 0, [3], [1], "float32", False, 0], NEW, EIGHT),
    "a start behind the end": (["tensor", 3, 8, [1], [1], "float32", False, 0], NEW, EIGHT),
    "a start between two numbers": (["tensor", 3, 2, [1], [1], "float32", False, 0], NEW, EIGHT),
    "a negative size": (["tensor", 3, 0, [-1], [1], "float32", False, 0], NEW, EIGHT),
    "a negative stride": (["tensor", 3, 4, [2], [-1], "float32", False, 0], NEW, EIGHT),
    "a size that is no number": (["tensor", 3, 0, ["2"], [1], "float32", False, 0], NEW, EIGHT),
    "sizes that overflow": (["tensor", 3, 0, [2**40, 2**40], [0, 0], "float32", False, 0], NEW, EIGHT),
    "too many axes": (["tensor", 3, 0, [1] * 100, [0] * 100, "float32", False, 0], NEW, EIGHT),
    "another number of strides": (["tensor", 3, 0, [1, 1], [1], "float32", False, 0], NEW, EIGHT),
    "an array beyond its memory": (["array", 3, 0, [2], [8], "<f8", 0], NEW, EIGHT),
    "an array before its memory": (["array", 3, 0, [2], [-4], "<f4", 0], NEW, EIGHT),
    "an array of too many numbers": (["array", 3, 0, [2**30], [0], "<f8", 0], NEW, EIGHT),
    "array strides that are no numbers": (["array", 3, 0, [1], [1.5], "<f8", 0], NEW, EIGHT),
    "an unknown block": (["tensor", 99, 0, [1], [1], "float32", False, 0], [], b""),
    "a block twice": ("x", NEW * 2, EIGHT * 2),
    "a block without bytes": ("x", [["block", "storage", 3, 0]], b""),
    "a block whose number is none": ("x", [["block", "storage", "3", 8]], EIGHT),
    "a block that is longer than the message": ("x", [["block", "storage", 3, 9]], EIGHT),
    "a negative length": ("x", [["block", "storage", 3, -1]], EIGHT),
    "a change of an unknown block": ("x", [["block", "changed", 99, 8]], EIGHT),
    "a change of another length": ("x", [*NEW, ["block", "changed", 3, 4]], bytes(12)),
    "a torch state of another length": ("x", [["random", "torch", 8]], EIGHT),
    "a NumPy state of another length": ("x", [["random", "numpy", 0, 0.0, 8]], EIGHT),
    "a NumPy position beyond the end": ("x", [["random", "numpy", 0, 0.0, 2500]], b"\xff" * 2500),
    "a Python state of another length": ("x", [["random", "python", None, 8]], EIGHT),
    "an unknown generator": (["generator", 7], [], b""),
    "no kind at all": ([], [], b""),
    "a deep nest": (json.loads("[" * 900 + "]" * 900), [], b""),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(ends, name):
    value, parts, data = LIES[name]
    state = torch.get_rng_state()
    with pytest.raises(WireError):
        tell(ends[0], [value, parts, [], []], data)
    assert torch.equal(torch.get_rng_state(), state)


def test_a_message_that_is_no_json_is_refused(ends):
    judge, worker = ends
    worker.connection.sendall(HEADER.pack(4, 0) + b"\xff{[1")
    with pytest.raises(WireError):
        judge.receive()


@pytest.mark.parametrize("header", [(MOST_TEXT + 1, 0), (2, MOST_BYTES + 1)])
def test_a_header_that_claims_too_much_is_refused_before_memory_is_taken(ends, header):
    judge, worker = ends
    worker.connection.sendall(struct.pack("!II", *header))
    with pytest.raises(WireError, match="claims"):
        judge.receive()


def test_the_end_of_the_connection_is_an_eof(ends):
    judge, worker = ends
    worker.connection.sendall(HEADER.pack(100, 0) + b"half")
    worker.connection.close()
    with pytest.raises(EOFError):
        judge.receive()


def test_a_generator_whose_owner_is_gone_cannot_be_meant(ends):
    judge, worker = ends
    carry(judge, worker, torch.Generator())
    with pytest.raises(WireError, match="is gone"):
        tell(judge, [["generator", 1], [], [], []])


def test_a_workers_numbers_of_arguments_are_not_believed(ends):
    judge, _ = ends
    tell(judge, [["tensor", 0, 0, [0], [1], "float32", False, 5], [], [], []])
    assert judge.arguments.kept == {}


def test_there_is_a_limit_to_the_number_of_blocks(monkeypatch):
    monkeypatch.setattr("kata.wire.memory.MOST_BLOCKS", 1)
    memory = Memory(0)
    memory.take(["storage", 3], b"x")
    with pytest.raises(WireError, match="no new block"):
        memory.take(["storage", 5], b"x")
