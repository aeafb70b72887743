"""Names a misconception from behaviour: plays a learner's calls on the wrong programs that the course knows.

`memory` keeps values as they were; `recording` writes down a program's calls; `replaying` makes the same calls to
another program and compares; `bank` reads the misconceptions; `matching` decides which one it is, if any; `inputs`
draws what tests are run on; `asking` does all that in a process of its own, within a time limit.
"""
