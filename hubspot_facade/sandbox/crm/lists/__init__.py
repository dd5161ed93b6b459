"""Lists: manual, snapshot and dynamic, their memberships and folders."""
