"""The course in a notebook: `%check` and its card, and the files of exercises and solutions as notebooks.

May import: drawing, course and what they may.
"""
