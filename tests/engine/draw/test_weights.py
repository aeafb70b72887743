"""Which parameters the page has: those that are named, those of the last training, or new ones."""

import pytest
import torch

from kata.data import load_digits
from kata.draw.weights import Weights, find_weights
from kata.errors import ParametersError
from kata.network.parameters import save_parameters


@pytest.fixture(scope="module")
def digits():
    return load_digits()


def same(one, other):
    pairs = zip((one.kernels, one.w, one.b), (other.kernels, other.w, other.b), strict=True)
    return all(torch.equal(a, b) for a, b in pairs)


def test_text_holds_all_numbers(weights):
    assert same(Weights.from_text(weights.as_text()), weights)


def test_the_last_training_counts_and_a_named_file_counts_more(weights, saved, digits, tmp_path):
    twice = tmp_path / "other.safetensors"
    save_parameters([weights.kernels, weights.w * 2, weights.b], twice)
    assert find_weights(digits, None, saved).source == f"of the last training ({saved})"
    named = find_weights(digits, twice, saved)
    assert named.source == str(twice)
    assert torch.equal(named.w, weights.w * 2)


def test_parameters_in_another_order_find_their_places(weights, digits, tmp_path):
    file = tmp_path / "a.safetensors"
    save_parameters([weights.b, weights.w, weights.kernels], file)
    assert same(find_weights(digits, file, file), weights)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda weights: [weights.kernels, weights.w], "and this network has"),
        (lambda weights: [weights.kernels, weights.w.flip(0), weights.b], "computes something else than stages 02-04"),
        (lambda weights: [weights.kernels * torch.nan, weights.w, weights.b], "holds NaN"),
    ],
)
def test_parameters_of_another_network_are_refused_where_they_were_named(weights, digits, tmp_path, made, said):
    file = tmp_path / "a.safetensors"
    save_parameters(made(weights), file)
    with pytest.raises(ParametersError, match=said):
        find_weights(digits, file, file)


def test_a_last_training_that_does_not_fit_is_said_and_others_are_learned(digits, tmp_path, weights):
    file, said = tmp_path / "parameters.safetensors", []
    file.write_bytes(b"damaged")
    assert same(find_weights(digits, None, file, said.append), weights)
    assert said[0].startswith("The last training is of no use here: ")
    assert said[1] == "Learning parameters: a few seconds"
