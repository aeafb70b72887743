"""The folder has another stage, and not this one."""
