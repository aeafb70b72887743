"""Answers while it is imported, when nobody has called anything.

State: failed at import
"""

from attacker import send

send(["list", "value", ["list", True, True, None], ["list"]])
