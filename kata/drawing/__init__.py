"""Pictures for people who would rather look than read: the same drawing for lesson, card and notebook.

May import: course and what that may.
"""
