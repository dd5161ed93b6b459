"""What methods take, each type declared once.

An alias with a `Reading` says how its values are read, from a program's arguments and from a payload of the catalogue;
what has none is read by its structure. Import them at run time, as annotations are looked up in their module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import IO, Annotated, Any, TypeAlias

from hubspot_openapi.runtime import Model


class Reading(Enum):
    """Ways to read an argument that its structure does not tell."""

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


Id: TypeAlias = Annotated[int | str, Reading.ID]
"""An id: a number, or text that is not empty. Never a float."""

Ids: TypeAlias = Annotated[Iterable[Id], Reading.IDS]
"""Ids, any number of them."""

IdsOrInputs: TypeAlias = Annotated[Iterable[Id | Mapping[str, Any]], Reading.IDS]
"""Ids, any number of them, bare or as HubSpot's `{"id": …}`."""

Moment: TypeAlias = Annotated[datetime | date | int | str, Reading.MOMENT]
"""A moment: a datetime (a naive one is UTC), a date (its first moment in UTC), milliseconds since 1970, or ISO 8601."""

Names: TypeAlias = Annotated[Sequence[str], Reading.NAMES]
"""Names, of properties mostly: a list, or text with commas between them."""

ObjectType: TypeAlias = Annotated[str, Reading.OBJECT_TYPE]
"""An object type: "contacts", "contact", "0-1", a custom "2-123" or "p123_car"."""

Properties: TypeAlias = Annotated[Mapping[str, Any], Reading.PROPERTIES]
"""A record's properties by name. None clears; days, moments and multiple choices take the form that HubSpot wants."""

Inputs: TypeAlias = Iterable[Mapping[str, Any]]
"""Inputs of a batch, any number of them, as the method describes them."""

Records: TypeAlias = Annotated[Iterable[Mapping[str, Any]], Reading.RECORDS]
"""Records, any number of them, each as its properties or as HubSpot's `{"properties": …}`."""

Changes: TypeAlias = Annotated[Iterable[Mapping[str, Any]] | Mapping[Id, Properties], Reading.RECORDS]
"""Changed records, any number of them: `{"id": …, "properties": …}` each, or a mapping of ids to properties."""

TypeId: TypeAlias = Annotated[int | str, Reading.TYPE_ID]
"""An association type: its id, its name or its label."""

Sort: TypeAlias = Annotated[str, Reading.SORT]
"""A field to sort by; with "-" before it, downwards."""

Object: TypeAlias = Mapping[str, Any] | Model
"""A JSON object, in HubSpot's spelling or in snake_case, or a model that was read or made."""

Fields: TypeAlias = Annotated[Mapping[str, Any], Reading.FIELDS]
"""A body with many fields: a generated model, or a mapping in HubSpot's spelling or in snake_case.

A payload's fields that no other parameter takes belong to the parameter of this type.
"""

Source: TypeAlias = Annotated[bytes | IO[bytes] | str | Path, Reading.SOURCE]
"""A file's content: bytes, an open binary file, the path of a file as text or `Path`, or a `data:` URL."""
