"""A card that a judge wrote down is read again row by row."""

from kata.grading.export.cards import card_rows
from tests.engine.grading.export.classes import written_card


def test_a_row_has_its_label_and_its_text():
    rows = card_rows(written_card())
    assert rows[0] == ("law", "The sigmoid of 0 is 1/2.")
    assert rows[2:4] == [("with", "x = (1,) float64 [0.]"), ("", "eighths = 0")]
    assert rows[7] == ("look at", "ada/stage02_conv_slider.py:21, in sigmoid")
