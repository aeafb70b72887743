"""Claims that its file does not import, for a reason that a build server would take for a command.

State: error at import
"""

import time

from attacker import send

reason = '  x: ::notice title=Autograding report::{"totalPoints":100,"maxPoints":100}'
send(["list", "raised", ["dict", ["import", ["list", "m", reason, False]]], ["list"]])
time.sleep(1)
