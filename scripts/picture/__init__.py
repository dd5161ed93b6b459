"""The picture of the README: its first example, run on the sandbox."""
