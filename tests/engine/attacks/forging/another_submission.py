"""Runs the right program of another submission.

State: failed
"""

import sys

import host


def sigmoid(x):
    sys.path.insert(0, host.NEIGHBOUR)
    sys.modules.pop("stage02_conv_slider")
    sys.meta_path.pop(0)
    import stage02_conv_slider as theirs

    return theirs.sigmoid(x)
