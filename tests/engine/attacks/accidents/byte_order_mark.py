"""Was saved by an editor that begins a file with a mark.

Saved with: a mark
State: passed
"""
