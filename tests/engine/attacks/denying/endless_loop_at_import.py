"""Loops without end while it is imported.

State: timeout at import
"""

while True:
    pass
