"""What a course system lets an instructor download becomes a class: plain folders, and a table of who handed in what.

`tree` and `unzip` list a folder or a zip; `patterns`, `gradescope`, `clones` and `plain` each know a system, and say
which files are whose; `shape` asks them all. `choose` finds the stage files of one student, and `collect` writes them.
May import: `snapshot` of grading, course and errors.
"""
