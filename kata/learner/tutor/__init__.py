"""Names a misconception from behaviour: plays a learner's calls on the wrong programs that the course knows.

`memory` keeps values as they were, and `making` makes them again; `recording` writes down a program's calls, which
`stand_ins` catch; `replaying` makes the same calls to another program, and `answers` compares; `bank` reads the
misconceptions; `focus` says what of a program is looked at, and `matching` decides which one it is, if any; `inputs`
draws what tests are run on, and `finding` runs them; `asking` does all that in a process of its own, within a time
limit.
"""
