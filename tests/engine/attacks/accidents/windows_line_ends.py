"""Was saved with the line ends of another system.

Saved with: crlf
State: passed
"""
