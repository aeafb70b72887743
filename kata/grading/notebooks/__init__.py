"""Notebooks that are handed in: files of stages are made of them, beside the copies of the others.

Nothing here parses a notebook but `child`, which runs in a process of its own with little time and memory; `convert`
starts such processes, distrusts what they say, and decides which notebook counts; `places` says where a line of such a
file is in its notebook. May import: `confined`, `reader` and `snapshot` of grading, `points`, `kata.course`,
`kata.errors`.
"""
