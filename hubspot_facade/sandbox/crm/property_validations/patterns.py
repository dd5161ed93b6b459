"""Regular expressions that users set: some take years for a value of forty characters.

Python's cannot be interrupted, and one thread answers all requests. So a pattern that may try the same characters in
more than one way is matched by a process of its own, which is ended after some seconds.
"""

import json
import re
import subprocess
import sys

_REPEATED = re.compile(r"(?<!\\)[*+]|\{\d*,\d*\}")
_SHORT = 16  # characters, in which no pattern loses itself
_PROGRAM = "import json, re, sys; sys.exit(re.fullmatch(*json.load(sys.stdin)) is None)"
SECONDS = 5.0


def fits(pattern: str, value: str) -> bool:
    """Whether the whole value matches; not if that takes more than `SECONDS`. re.error for what is no pattern."""
    compiled = re.compile(pattern)
    repeats = len(_REPEATED.findall(pattern))
    if len(value) <= _SHORT or repeats == 0 or (repeats == 1 and "(" not in pattern):
        return compiled.fullmatch(value) is not None
    command = [sys.executable, "-I", "-c", _PROGRAM]
    try:
        done = subprocess.run(command, input=json.dumps([pattern, value]).encode(), timeout=SECONDS, check=False)  # noqa: S603 - our own program
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
