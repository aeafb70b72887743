"""The watch: after each save the verdict of that stage, from a process that has everything else ready.

    changes -> watcher -> runner ==pipe==> warm -> fork for each run      tests and torch are only right of the pipe
                  |
               progress, screen

May import: what the room may, and data for the cache's folder. Only `screen` needs textual, only `changes` watchfiles.
"""
