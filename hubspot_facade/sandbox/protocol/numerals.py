"""Numbers that come as text, ids above all: only what HubSpot's parser would take, and a column can hold.

Python's `isdigit` and `int` agree neither with that nor with each other: superscripts are digits that `int` refuses,
digits of every script and underscores are taken, and more than 4,300 digits raise.
"""

import re
from typing import Any

MOST = 2**63 - 1
LONGEST = 1e12
"""Seconds that no clock of ours outlives: 31,000 years; they count as milliseconds without loss."""
_WHOLE = re.compile(r"-?[0-9]{1,19}\Z")


def whole(given: Any, most: int = MOST) -> int | None:
    """The whole number that a text or a JSON number says; None for anything else, and for one beyond `most`."""
    if isinstance(given, bool):
        return None
    if isinstance(given, float):
        given = int(given) if given.is_integer() and abs(given) <= most else None
    if isinstance(given, str):
        given = int(given) if _WHOLE.match(given) else None
    return given if isinstance(given, int) and abs(given) <= most else None


def measure(given: Any, most: float = LONGEST) -> float | None:
    """A finite JSON number, of seconds mostly, whole or not; None for anything else, and for one beyond `most`."""
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not -most <= given <= most:
        return None
    return float(given)


def natural(given: Any, most: int = MOST) -> int | None:
    """The same without a sign: an id, a count, a page."""
    number = whole(given, most)
    return None if number is None or number < 0 else number
