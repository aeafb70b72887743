"""The page in a real browser: what is drawn or pasted is read, by the code that the page names."""

import re

import numpy as np
import pytest

from tests.engine.draw.conftest import as_png, predicted

PASTE = """async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "digit.png", { type: "image/png" }));
  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true }));
}"""
RING = [(0.5 + 0.22 * np.sin(t), 0.5 - 0.34 * np.cos(t)) for t in np.linspace(0, 2 * np.pi, 25)]
STROKES = {1: [(0.52, 0.15), (0.5, 0.5), (0.48, 0.85)], 0: RING}


def draw(page, points):
    """One stroke of the mouse; points are shares of the paper."""
    box = page.locator("#pad canvas").bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=3)
    page.mouse.up()


def until(page, expression, seconds=60):
    """Wait for something to be true; the page's policy forbids Playwright's own way, which makes code of text."""
    for _ in range(seconds * 50):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"it never came: {expression}")


def settled(page):
    """Wait until what is drawn has been read."""
    until(page, "Boolean(!state.asking && state.changed === null && state.again === null && state.answer)")


def guess(page):
    settled(page)
    return page.inner_text("#guess")


@pytest.fixture
def live(page, solved):
    page.goto(solved.address)
    return page


def test_ten_held_out_digits_pasted_get_the_class_that_predict_gives(live, weights, held_out):
    wanted, _ = predicted(weights, held_out.images[:10])
    read = []
    for image in held_out.images[:10]:
        live.evaluate("state.answer = null")
        live.evaluate(PASTE, as_png(image))
        read.append(guess(live))
        seen = np.array(live.evaluate("Array.from(state.pixels)"))
        assert np.abs(seen - image.flatten().numpy() * 32).max() < 1e-9
    assert read == [f"It reads a {digit}." for digit in wanted]


@pytest.mark.parametrize("digit", [0, 1])
def test_a_drawn_digit_is_read_right(live, digit):
    draw(live, STROKES[digit])
    assert guess(live) == f"It reads a {digit}."


def test_a_stroke_is_answered_soon(live, capsys):
    """The time is printed, and not asserted."""
    draw(live, RING)
    settled(live)
    times = []
    for row in np.linspace(0.1, 0.9, 15):
        live.evaluate("byId('latency').textContent = ''")
        draw(live, [(0.5, row)])
        until(live, "byId('latency').textContent !== ''")
        times.append(int(re.search(r"(\d+) ms", live.inner_text("#latency"))[1]))
    with capsys.disabled():
        print(f"\nfrom stroke to answer: median {sorted(times)[7]} ms, {min(times)} to {max(times)} ms")
