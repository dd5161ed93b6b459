"""The columns of a search: a property's value in SQL, in the order of its type, and what it is compared with."""

from typing import Any

from hubspot_facade.sandbox.crm.properties.definition import Definition
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import generic
from hubspot_facade.sandbox.protocol.texts import text
from hubspot_facade.sandbox.state import instants

STORED = ("id", "created", "updated")
"""Columns that a record has beside its properties."""
MILLIS = "CAST(round((julianday({}) - 2440587.5) * 86400000.0) AS INTEGER)"
"""A moment in epoch milliseconds."""


def column_of(kind: ObjectType, definition: Definition) -> str:
    """The SQL that gives a property's value in its own order."""
    name = definition.name
    if name == "hs_object_id":
        return "id"
    if name == kind.created:
        return "created"
    if name == kind.modified:
        return "updated"
    source = text_column(name)
    match definition.type:
        case "number":
            return f"CAST({source} AS REAL)"
        case "date" | "datetime":
            return MILLIS.format(source)
        case "enumeration":
            return source
        case _:
            return f"folded({source})"


def text_column(name: str) -> str:
    """The SQL that gives a property's value as it is stored."""
    path = f'$."{name}"'.replace("'", "''")
    return f"json_extract(record.properties, '{path}')"


def operand(definition: Definition, value: Any, *, folded: bool = True) -> Any:
    """A filter's value in the order of the column. Values of IN are not folded."""
    given = text(value)
    match definition.type:
        case "number":
            try:
                number = float(given)
            except ValueError:
                raise generic() from None
            return int(number) if definition.name == "hs_object_id" and number.is_integer() else number
        case "date" | "datetime":
            millis = instants.parse(given.strip())
            if millis is None:
                raise generic()
            return millis
        case "enumeration":
            return given
        case _:
            return given.lower() if folded else given
