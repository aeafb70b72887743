"""The trusted side of one grade: tests, inputs and expected values. It never touches a submission.

May import: worker, wire, learner, course and what those may.
"""
