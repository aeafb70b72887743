"""pytest as a learner sees it: the plugin, the card of a failed test, the table at the end. It trusts the code it runs.

May import: course and what that may.
"""
