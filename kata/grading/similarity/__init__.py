"""How many of a submission's functions are those of the solutions, spelling aside: a fact, and no verdict.

Nothing here parses a submission's file but `child`, which runs in a process of its own with little time and memory;
`children` starts such processes and distrusts what they say; `compare` counts. May import: `snapshot` of grading,
`kata.course` and `kata.errors`.
"""
