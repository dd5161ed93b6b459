"""JSON values as the text that HubSpot keeps of them."""

from typing import Any


def text(value: Any) -> str:
    """A JSON value as HubSpot's string: `true`, `12`, `0.5`; null is the empty string."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
