"""A property's values as searches compare and order them: numbers, moments, words in any case.

What HubSpot's types do not say (a text in a property that has become a number) is read as SQLite reads it, for that is
how types with few records are searched.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from hubspot_facade.sandbox.crm.properties.definition import Definition
from hubspot_facade.sandbox.state import instants
from hubspot_facade.sandbox.state.store import Store

from .search_columns import MILLIS

Read = Callable[[str], Any]
_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{3})?Z)?", re.ASCII)


def reading(definition: Definition, store: Store) -> Read:
    """What reads the values of a property that are not empty; None is no value."""
    match definition.type:
        case "number":
            return _number
        case "date" | "datetime":
            return partial(_moment, store)
        case "enumeration":
            return str
        case _:
            return str.lower


def _number(text: str) -> float:
    found = _NUMBER.match(text)
    return float(found[0]) if found else 0.0


def _moment(store: Store, text: str) -> int | None:
    millis = instants.parse(text) if _MOMENT.fullmatch(text) else None
    if millis is None:
        millis = store.row(f"SELECT {MILLIS.format('?')}", text)[0]
    return millis
