"""What the course is: its stages and hints, and how a stage of somebody is found, imported and guarded.

May import: checks, data, errors.
"""
