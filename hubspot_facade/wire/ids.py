"""Ids, names and texts in the form that HubSpot takes; `values` are what properties hold."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from typing import SupportsIndex, cast

from hubspot_facade.basic_errors import InputError


def id_of(value: object, field: str = "id") -> str:
    """An id as text, from a number or text; floats are refused."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise InputError(field, f"an id is a number or text, not {describe(value)}")
    text = sendable(value, field).strip() if isinstance(value, str) else str(whole_number(value, field))
    if not text:
        raise InputError(field, "an id must not be empty")
    return text


def record_id_of(value: object, field: str = "id") -> str:
    """The id of a record as text. InputError for what no record can have: ids are positive whole numbers."""
    text = id_of(value, field)
    if not is_record_id(text):
        raise InputError(field, f"{quoted(text)} is not the id of a record, which is a positive whole number")
    return text


def is_record_id(text: str) -> bool:
    """Whether a record may have this id."""
    return text.isascii() and text.isdecimal() and len(text) < 20 and 0 < int(text) < 2**63


def number_of(value: object, field: str = "id") -> int:
    """An id as a number, for endpoints that take nothing else."""
    text = id_of(value, field)
    if not text.isascii() or not text.isdecimal():
        raise InputError(field, f"this id is a number, not {text!r}")
    return whole_number(int(text) if len(text) < 20 else 2**63, field)


def numbers_of(values: object, field: str = "ids") -> list[int]:
    """Ids as numbers, without duplicates, in the order given."""
    return [number_of(each, f"{field}[{index}]") for index, each in enumerate(ids_of(values, field))]


def ids_of(values: object, field: str = "ids") -> list[str]:
    """Ids as text, without duplicates, in the order given."""
    kind = describe(values)
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise InputError(field, f"expected a list of ids, not {kind}")
    each = enumerate(cast("Iterable[object]", values))
    return list(dict.fromkeys(id_of(value, f"{field}[{index}]") for index, value in each))


def text_of(value: object, field: str) -> str:
    """Text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise InputError(field, f"expected text, not {describe(value)}")
    return sendable(value, field).strip()


def sendable(value: str, field: str) -> str:
    """The text; InputError if it has half of a character (a lone surrogate), which no request can carry."""
    if not is_sendable(value):
        raise InputError(field, "has half of a character (a lone surrogate), which cannot be sent")
    return value


_OF_TOKENS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=")


def is_token(text: str) -> bool:
    """Whether a text has only the characters of bearer tokens (RFC 6750): no spaces, and no quotation marks around."""
    return bool(text) and _OF_TOKENS.issuperset(text)


def is_sendable(text: str) -> bool:
    """Whether the text has whole characters alone."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def whole_number(value: object, field: str) -> int:
    """A whole number of at most 64 bits, the largest that HubSpot takes."""
    if isinstance(value, bool) or not hasattr(type(value), "__index__"):
        raise InputError(field, f"expected a whole number, not {describe(value)}")
    number = operator.index(cast("SupportsIndex", value))
    if not -(2**63) <= number < 2**63:
        raise InputError(field, "expected a whole number of at most 64 bits")
    return number


def property_names_of(values: object, field: str) -> list[str]:
    """Names of records' properties, in lower case: HubSpot has no others, and leaves out what it does not know."""
    return [name.lower() for name in names_of(values, field)]


def names_of(values: object, field: str) -> list[str]:
    """Names from a list, or from text separated by commas."""
    if isinstance(values, str):
        values = values.split(",")
    kind = describe(values)
    if isinstance(values, Mapping) or not isinstance(values, Iterable):
        raise InputError(field, f"expected a list of names, not {kind}")
    each = enumerate(cast("Iterable[object]", values))
    return [text_of(value, f"{field}[{index}]") for index, value in each]


def object_type_of(value: object, field: str = "object_type") -> str:
    """An object type as paths spell it: "Line items" → "line_items"; type ids and full names are unchanged."""
    return text_of(value, field).lower().replace(" ", "_")


def quoted(value: object) -> str:
    """A value as Python writes it, for messages: at most sixty characters of it."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def describe(value: object) -> str:
    """The kind of a value, as messages name it."""
    if value is None:
        return "nothing"
    return "empty text" if isinstance(value, str) and not value else type(value).__name__
