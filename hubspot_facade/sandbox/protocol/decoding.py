"""JSON as HubSpot's parser takes it: what Python's takes beyond that is refused, wherever JSON comes in."""

import json
import math
from collections.abc import Iterable
from typing import Any

from . import errors
from .shapes import is_list, is_object

DEEPEST = 100
"""How deeply a body may be nested; what is deeper would exhaust the stack of whoever walks it."""


def decode(content: bytes) -> Any:
    """The decoded text; 400 for what is no JSON, is nested too deeply, or has a number that nothing holds."""
    try:
        decoded = json.loads(content, parse_constant=_no_number, parse_float=_float)
    except json.JSONDecodeError as error:
        raise errors.invalid_json(error) from None
    except UnicodeDecodeError:
        raise errors.unreadable_json("Invalid UTF-8") from None
    except RecursionError:
        raise errors.unreadable_json("too deeply nested") from None
    except ValueError:
        # a number of thousands of digits
        raise errors.unreadable_json("Numeric value out of range") from None
    if content.count(b"[") + content.count(b"{") > DEEPEST and _depth(decoded) > DEEPEST:
        raise errors.unreadable_json("too deeply nested")
    if b"\\u" in content and _has_half_characters(decoded):
        raise errors.unreadable_json("Invalid UTF-16 surrogate")
    return decoded


def _float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise errors.unreadable_json(f"Numeric value ({text[:40]}) out of range")
    return number


def _no_number(name: str) -> Any:
    raise errors.unreadable_json(f"Non-standard token '{name}'")


def _depth(value: Any) -> int:
    """How deeply lists and objects are nested, counted without recursion."""
    depth = 0
    level: list[Any] = [value]
    while level:
        level = [inner for one in level for inner in _inner(one) if type(inner) is dict or type(inner) is list]
        depth += 1
    return depth


def _inner(value: Any) -> Iterable[Any]:
    if is_object(value):
        return value.values()
    return value if is_list(value) else ()


def _has_half_characters(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False
