"""The types of methods' arguments, each declared once.

An alias with a `Reading` says how its values are read, from a program's arguments and from a payload of the catalogue;
an alias without one is read by its structure. Annotations may name them wherever they are imported for type checkers.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import IO, Annotated, Any, TypeAlias

from hubspot_openapi.runtime import Model


class Reading(Enum):
    """Ways to read an argument that its type alone does not determine."""

    ID = "an id"
    IDS = "several ids"
    MOMENT = "a moment"
    NAMES = "names"
    OBJECT_TYPE = "an object type"
    PROPERTIES = "a record's properties"
    RECORDS = "inputs of a batch of records"
    TYPE_ID = "an association type"
    SORT = "what to sort by"
    FIELDS = "the fields of a body"
    SOURCE = "a file's content"
    ROWS = "the rows of a load"
    FUNCTION = "a function to call"


Id: TypeAlias = Annotated[int | str, Reading.ID]
"""An id: a number, or text that is not empty. Never a float."""

Ids: TypeAlias = Annotated[Iterable[Id], Reading.IDS]
"""Ids, any number of them."""

IdsOrInputs: TypeAlias = Annotated[Iterable[Id | Mapping[str, Any]], Reading.IDS]
"""Ids, any number of them, bare or as HubSpot's `{"id": …}`."""

Moment: TypeAlias = Annotated[datetime | date | int | str, Reading.MOMENT]
"""A moment: a datetime (UTC when naive), a date (its midnight UTC), milliseconds since 1970, or ISO 8601 text."""

Names: TypeAlias = Annotated[Sequence[str], Reading.NAMES]
"""Names, mostly of properties: a list, or text separated by commas."""

ObjectType: TypeAlias = Annotated[str, Reading.OBJECT_TYPE]
"""An object type: "contacts", "contact", "0-1", a custom "2-123" or "p123_car"."""

Properties: TypeAlias = Annotated[Mapping[str, Any], Reading.PROPERTIES]
"""A record's properties by name. None clears; dates, times and multiple choices are put into HubSpot's form."""

Inputs: TypeAlias = Iterable[Mapping[str, Any]]
"""Inputs of a batch, any number of them, as the method describes them."""

Records: TypeAlias = Annotated[Iterable[Mapping[str, Any]], Reading.RECORDS]
"""Records, any number of them, each as its properties or as HubSpot's `{"properties": …}`."""

Changes: TypeAlias = Annotated[Iterable[Mapping[str, Any]] | Mapping[Id, Properties], Reading.RECORDS]
"""Changed records, any number of them: `{"id": …, "properties": …}` each, or a mapping of ids to properties."""

Associated: TypeAlias = Sequence[Mapping[str, Any]] | Mapping[str, Any]
"""Associations of a record: ids by object type, `{"companies": 5, "deals": [7, 8]}`, or entries
`{"to": {"id": 5}, "types": […]}`, whose types are ids, names or labels; `to_object_type` is the other record's type."""

Entries: TypeAlias = Sequence[Mapping[str, Any]]
"""Contacts as version 1 of HubSpot's API batches them: `{"email": …}` or `{"vid": …}`, each with `properties`."""

Filter: TypeAlias = Mapping[str, Any]
"""A filter of a search."""

Filters: TypeAlias = Filter | Sequence[Filter] | Sequence[Sequence[Filter]]
"""Conditions of a search: expressions of `P`, `(P.amount >= 5) & P.phone.known()`, or HubSpot's filters: all in a list
must match, of lists in a list one."""

Sorts: TypeAlias = str | Mapping[str, str] | Sequence[str | Mapping[str, str]]
"""What to sort by: `P.amount.desc()`, "amount", "-amount" for descending order, or HubSpot's `{"propertyName": …}`."""

TypeId: TypeAlias = Annotated[int | str, Reading.TYPE_ID]
"""An association type: its id, its name or its label."""

Sort: TypeAlias = Annotated[str, Reading.SORT]
"""A field to sort by; a leading "-" means descending order."""

Object: TypeAlias = Mapping[str, Any] | Model
"""A JSON object with field names in HubSpot's spelling or in snake_case, or a model."""

Fields: TypeAlias = Annotated[Mapping[str, Any], Reading.FIELDS]
"""A body with many fields: a generated model, or a mapping in HubSpot's spelling or in snake_case.

A parameter of this type takes all fields of a payload that no other parameter takes.
"""

Source: TypeAlias = Annotated[bytes | IO[bytes] | str | Path, Reading.SOURCE]
"""A file's content: bytes, an open binary file, the path of a file as text or `Path`, or a `data:` URL."""

LoadRows: TypeAlias = Annotated[Iterable[Any] | AsyncIterable[Any] | IO[Any] | str | Path, Reading.ROWS]
"""The rows of a load, any number of them: an iterable of inputs, also an asynchronous one on the async client; the path
of a CSV or JSON Lines file, or the open file; a data frame; an Arrow table."""

Called: TypeAlias = Annotated[Callable[[Any], object], Reading.FUNCTION]
"""A function of one argument, whose result is not used."""
