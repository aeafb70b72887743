"""The site's page: the same files, with a forward pass in JavaScript that gives what the stages give."""

import json
import re

import numpy as np
import pytest

from kata.course.target import stages_of
from kata.data import load_digits
from kata.draw.pages import PAGE, write_static
from kata.draw.weights import Weights
from tests.engine.draw.conftest import SOLUTIONS, predicted
from tests.engine.draw.test_page import RING, draw, guess, hover

PARAMETERS = re.compile(r'"parameters": "([^"]+)"')


@pytest.fixture(scope="module")
def static(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "eine Seite ✓"
    write_static(folder, load_digits())
    return folder


@pytest.fixture(scope="module")
def learned(static):
    return Weights.from_text(PARAMETERS.search((static / "source.js").read_text(encoding="utf-8"))[1])


@pytest.fixture
def opened(page, static):
    page.goto((static / "index.html").as_uri())
    return page


def by_the_stages(weights, image):
    """What the solutions' layers make of a digit, step by step."""
    with stages_of(SOLUTIONS, (2, 3, 4)) as stages:
        conv, pool = stages[2].ConvolutionalLayer(8, (5, 5)), stages[3].MaxPoolLayer(2)
        affine = stages[4].AffineAndSoftmaxLayer((12, 12, 8, 10))
        conv.kernels_theta, affine.w, affine.b = weights.kernels, weights.w, weights.b
        maps = conv.forward(image)
        pooled = pool.forward(maps)
        return {"maps": maps, "pooled": pooled, "probabilities": affine.forward(pooled)}


def test_a_hundred_digits_get_the_same_numbers_in_javascript_and_in_python(opened, learned, held_out):
    apart = []
    for image in held_out.images[:100]:
        pixels = (image.flatten() * 32).tolist()
        got = opened.evaluate(
            """(pixels) => Object.fromEntries(Object.entries(forward(pixels, parameters)).map(
                 ([name, numbers]) => [name, Array.from(numbers)]))""",
            pixels,
        )
        wanted = by_the_stages(learned, image)
        apart.append(max(np.abs(np.array(got[step]) - wanted[step].numpy().flatten()).max() for step in wanted))
    assert len(apart) == 100
    assert max(apart) < 1e-5


def test_the_parameters_are_those_that_the_solutions_learned(learned, held_out):
    right = sum(a == b for a, b in zip(predicted(learned, held_out.images)[0], held_out.labels.tolist(), strict=True))
    assert right > 900  # of 1,000


def test_a_digit_is_read_without_a_server_and_each_number_explained(opened):
    asked = []
    opened.on("request", lambda request: asked.append(request.url))
    draw(opened, RING)
    assert guess(opened) == "It reads a 0."
    assert opened.inner_text("#whose") == "This page reads it, by the formulas of stages 02-04."
    assert opened.inner_text("#learned") == "Parameters: learned by the solution's stage 12."
    assert "kata draw" in opened.inner_text("#mistakes")
    hover(opened, "maps", 0.1, 0.1)
    assert opened.inner_text("#inspector .number").startswith("Map 1, row ")
    assert asked == []


def test_the_page_is_the_same_files_on_the_site_and_from_the_server(static, solved):
    names = {file.name for file in PAGE.iterdir()}
    assert {file.name for file in static.iterdir()} == names | {"source.js"}
    for name in names:
        assert solved.raw(
            f"GET /{name.replace('index.html', '')} HTTP/1.0\r\nhost: 127.0.0.1:{solved.port}\r\n\r\n".encode()
        ).endswith((static / name).read_bytes())


def test_the_page_names_no_other_host():
    for file in PAGE.iterdir():
        assert re.findall(r"https?://", file.read_text(encoding="utf-8")) == []


def test_what_the_page_knows_cannot_end_its_script(learned):
    from kata.draw.pages import source

    text = source(learned, True, "</script><script>alert(1)</script>")
    assert "<" not in text
    known = json.loads(text.partition("const SOURCE = ")[2].rstrip(";\n"))
    assert known["target"] == "</script><script>alert(1)</script>"
