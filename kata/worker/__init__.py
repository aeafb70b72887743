"""The submission's side: the process that workers are forked from, what confines them, and what they answer.

May import: wire, course and what those may; never judge, grading or learner.
"""
