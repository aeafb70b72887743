"""Was saved by an editor that begins a file with a mark.

Saved with: utf-8-sig
State: passed
"""
