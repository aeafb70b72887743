"""The page in a real browser: what is drawn or pasted is read, by the code that the page names."""

import re

import numpy as np
import pytest

from tests.engine.browsers import serious_faults
from tests.engine.draw.conftest import SOLUTIONS, as_png, predicted
from tests.engine.programs import ROOT

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


def hover(page, grid, x, y):
    """Point at a place of a grid; x and y are shares of it."""
    page.locator(f"#{grid}").scroll_into_view_if_needed()
    box = page.locator(f"#{grid} canvas").bounding_box()
    page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])


def cells(page, caption):
    """The numbers of a table of the inspector."""
    return page.locator("#inspector table", has_text=caption).locator("td").all_inner_texts()


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


@pytest.mark.parametrize("width", [390, 1280])
def test_the_paper_stays_where_it_is_while_answers_come(live, width):
    live.set_viewport_size({"width": width, "height": 844})
    before = live.locator("#pad").bounding_box()
    draw(live, STROKES[1])
    settled(live)
    assert live.locator("#pad").bounding_box() == before


def test_pointing_at_a_number_of_a_map_shows_the_window_and_the_kernel_that_made_it(live, weights, held_out):
    live.evaluate(PASTE, as_png(held_out.images[0]))
    settled(live)
    hover(live, "maps", (2 * 25 + 12.5) / 99, (25 + 11.5) / 49)  # the third map of the second row
    assert live.inner_text("#inspector .number").startswith("Map 7, row 11, column 12: ")
    window = held_out.images[0][11:16, 12:17].flatten().tolist()
    assert live.inner_text("#said").startswith("Map 7, row 11, column 12: ")
    assert cells(live, "window") == [live.evaluate("short", each) for each in window]
    assert cells(live, "kernel 7") == [live.evaluate("short", each) for each in weights.kernels[6].flatten().tolist()]
    assert live.locator("#inspector .differs").count() == 0
    frame = live.locator("#seen .frame").evaluate("(frame) => [frame.style.left, frame.style.width]")
    assert frame == [f"{1200 / 28:.4f}%", f"{500 / 28:.4f}%"]


def test_pointing_at_a_pooled_number_and_at_a_probability_shows_what_made_them(live, held_out):
    live.evaluate(PASTE, as_png(held_out.images[0]))
    settled(live)
    hover(live, "pooled", 5.5 / 51, 4.5 / 25)
    assert live.inner_text("#inspector .number").startswith("Pooled map 1, row 4, column 5: ")
    assert len(cells(live, "window")) == 4
    assert live.locator("#maps .frame").is_visible()
    live.locator("#probabilities button").nth(3).hover()
    assert live.inner_text("#inspector .number").startswith("The probability of 3: ")
    assert len(cells(live, "logits")) == 10
    assert live.locator("#inspector .differs").count() == 0


def test_the_keyboard_alone_draws_a_one_and_reaches_every_number(live):
    reached = []
    for _ in range(30):
        live.keyboard.press("Tab")
        name = live.evaluate("document.activeElement.id || document.activeElement.closest('ol')?.id")
        outline = live.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        if name and name not in reached:
            assert outline == "solid"
            reached.append(name)
        if name == "pad" and "drawn" not in reached:
            for key in ["ArrowUp"] * 9 + ["Space"] + ["ArrowDown"] * 18 + ["Escape"]:
                live.keyboard.press(key)
            assert guess(live) == "It reads a 1."
            reached.append("drawn")
        if name == "maps":
            for key in ("PageDown", "ArrowDown", "ArrowRight", "ArrowRight"):
                live.keyboard.press(key)
            assert live.inner_text("#inspector .number").startswith("Map 2, row 1, column 2: ")
    assert reached == ["pad", "drawn", "clear", "seen", "probabilities", "maps", "pooled", "mistake", "wrong"]
    live.focus("#pad")
    live.keyboard.press("Delete")
    until(live, "byId('guess').textContent === 'Nothing yet: draw a digit.'")


def test_a_mistake_is_tried_and_taken_back(live):
    draw(live, STROKES[1])
    assert guess(live) == "It reads a 1."
    live.select_option("#mistake", "stage02_conv_slider/sigmoid_of_plus_x")
    live.click("#wrong")
    settled(live)
    assert live.get_attribute("#wrong", "aria-pressed") == "true"
    said = live.inner_text("#mistake-says")
    assert said.startswith("With the mistake: takes exp(x) where the formula has exp(-x).")
    assert "numbers of the maps are others than they should be. Without it this is read as a 1." in said
    assert live.inner_text("#whose").startswith("Stage 02, conv slider: with the mistake below. Stage 03, pooling: sol")
    hover(live, "maps", 12.5 / 99, 12.5 / 49)
    assert "the formula of the lesson gives" in live.inner_text("#inspector .differs")
    live.click("#wrong")
    settled(live)
    assert live.inner_text("#guess") == "It reads a 1."
    assert live.inner_text("#mistake-says") == ""


def test_a_mistake_that_makes_the_maps_larger_is_drawn_and_said(live):
    draw(live, STROKES[1])
    live.select_option("#mistake", "stage02_conv_slider/same_padding")
    live.click("#wrong")
    settled(live)
    assert live.inner_text("#guess") == "No answer."
    assert "mat1 and mat2 shapes cannot be multiplied" in live.inner_text("#trouble")
    assert live.get_attribute("#maps", "aria-label") == "Feature maps: 8 maps of 28 by 28 numbers"
    hover(live, "maps", 0.1, 0.1)
    assert "have the shape (28, 28, 8)" in live.inner_text("#inspector .differs")


def test_the_page_says_what_goes_wrong_in_the_code_and_reads_on(page, serving, tmp_path):
    for file in SOLUTIONS.glob("stage0[234]*.py"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    broken = tmp_path / "stage03_pooling.py"
    solved = broken.read_text(encoding="utf-8")
    broken.write_text(
        f"{solved}\n\nclass MaxPoolLayer(MaxPoolLayer):\n    forward = lambda *_: {{}}['<b>']\n", encoding="utf-8"
    )
    with serving(tmp_path) as server:
        page.goto(server.address)
        draw(page, STROKES[1])
        assert guess(page) == "No answer."
        assert page.inner_text("#trouble").endswith("in MaxPoolLayer.<lambda>: KeyError: '<b>'")
        broken.write_text(solved, encoding="utf-8")
        draw(page, [(0.48, 0.85), (0.48, 0.86)])
        until(page, "byId('guess').textContent === 'It reads a 1.'")
        assert page.inner_text("#trouble") == ""
        server.stop()
        page.expects_complaints = True  # the browser's own, about a server that is gone
        draw(page, [(0.48, 0.85), (0.48, 0.87)])
        until(page, "byId('trouble').textContent.startsWith('The server does not answer')")


def test_exercises_are_answered_by_the_solutions_and_the_page_says_so(page, serving):
    with serving(ROOT / "exercises") as server:
        page.goto(server.address)
        draw(page, STROKES[0])
        assert guess(page) == "It reads a 0."
        assert page.inner_text("#whose") == "The solutions read it, as stages 02-04 of exercises are still to do."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_and_axe_finds_nothing_serious(live, width, scheme):
    live.set_viewport_size({"width": width, "height": 844})
    live.emulate_media(color_scheme=scheme)
    draw(live, STROKES[0])
    settled(live)
    hover(live, "maps", 0.1, 0.1)
    assert live.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_faults(live) == []
