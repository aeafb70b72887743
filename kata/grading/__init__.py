"""Many submissions: found, graded stage by stage, and reported; and what an instructor may change about that.

May import: judge and all rooms below it.
"""
