"""Has a function that is never called, and that would import a module whose import fails.

State: passed
"""


def never():
    import matplotlib.backends.backend_webagg
