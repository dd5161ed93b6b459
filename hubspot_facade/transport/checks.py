"""Checks of the numbers that configure a client; ConfigurationError names the one that is wrong."""

from __future__ import annotations

from hubspot_facade.basic_errors import ConfigurationError

_LONGEST = 10 * 365 * 86_400.0  # seconds; the system's timers take no more than some centuries


def count(name: str, value: object, least: int) -> None:
    """A whole number that is at least `least`."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ConfigurationError(f"{name} must be {least} or more, as a whole number, not {_shown(value)}")


def seconds(name: str, value: object, *, zero: bool = False) -> None:
    """A number of seconds, above 0 or from 0 on."""
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else -1
    if not 0 <= number <= _LONGEST or (number == 0 and not zero):  # NaN is not in any range
        least = "0 or more" if zero else "positive"
        raise ConfigurationError(f"{name} must be {least} seconds, and at most ten years, not {_shown(value)}")


def _shown(value: object) -> str:
    """The value for a message; an int of thousands of digits cannot become text."""
    try:
        return repr(value)[:80]
    except ValueError:
        return "a number with thousands of digits"
