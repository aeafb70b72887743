"""Was saved by an editor that indents with tabs.

Saved with: tabs
State: passed
"""
