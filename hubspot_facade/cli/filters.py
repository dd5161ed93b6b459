"""Filters of a search as they are typed: `amount>=1000`, `city=Graz`, `dealstage in won,lost`, `email`, `!phone`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hubspot_facade.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SIGNS = {
    ">=": "GTE",
    "<=": "LTE",
    "!=": "NEQ",
    "!~": "NOT_CONTAINS_TOKEN",
    "=": "EQ",
    ">": "GT",
    "<": "LT",
    "~": "CONTAINS_TOKEN",
}
_WORDS = {"in": "IN", "not in": "NOT_IN", "between": "BETWEEN"}
_COMPARED = re.compile(rf"\s*([\w.]+)\s*({'|'.join(map(re.escape, _SIGNS))})\s*(.*?)\s*", re.DOTALL)
_LISTED = re.compile(r"\s*([\w.]+)\s+(in|not\s+in|between)\s+(.*?)\s*", re.DOTALL | re.IGNORECASE)
_PRESENT = re.compile(r"\s*(!?)\s*([\w.]+)\s*")
_HOW = (
    "is not a filter: write name=value (or != > >= < <= in place of =), name~word or name!~word, 'name in a,b', "
    "'name not in a,b' or 'name between a,b', or name for any value and !name for none"
)


def filters_of(texts: Iterable[str]) -> list[Mapping[str, Any]]:
    """The filters, all of which a record must match. CommandError says how to write one."""
    return [_filter(text) for text in texts]


def _filter(text: str) -> Mapping[str, Any]:
    if listed := _LISTED.fullmatch(text):
        name, word, rest = listed.groups()
        operator, values = _WORDS[" ".join(word.lower().split())], [each.strip() for each in rest.split(",")]
        if not all(values) or (operator == "BETWEEN" and len(values) != 2):
            raise CommandError(f"-F {text} {_HOW}")
        if operator == "BETWEEN":
            return {"propertyName": name, "operator": operator, "value": values[0], "highValue": values[1]}
        return {"propertyName": name, "operator": operator, "values": values}
    if (compared := _COMPARED.fullmatch(text)) and compared[3]:
        if compared[3][0] in "=<>~":  # such as => and ==, of which the rest would be searched for as a value
            raise CommandError(f"-F {text} {_HOW}")
        return {"propertyName": compared[1], "operator": _SIGNS[compared[2]], "value": compared[3]}
    if present := _PRESENT.fullmatch(text):
        return {"propertyName": present[2], "operator": "NOT_HAS_PROPERTY" if present[1] else "HAS_PROPERTY"}
    raise CommandError(f"-F {text} {_HOW}")
