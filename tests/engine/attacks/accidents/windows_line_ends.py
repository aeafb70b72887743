"""Was saved with the line ends of another system.

Saved with: carriage returns
State: passed
"""
