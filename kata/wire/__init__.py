"""Values between a judge and a worker, as bytes: both sides use it, and neither believes the other.

May import: course and what that may.
"""
