"""Raises what stands for a file that does not import: only its own calls may suffer.

State: error
"""

from kata.errors import StageImportError


def sigmoid(x):
    raise StageImportError("stage02_conv_slider", "stage02_conv_slider.py:1: all is well")
