"""The rows of `hubspot-facade load`: the file, its columns, and the check of each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from hubspot_facade.bulk import sources
from hubspot_facade.cli.failure import CommandError
from hubspot_facade.crm.properties.checked_ids import IdCheck
from hubspot_facade.crm.properties.checked_rows import CheckedRows
from hubspot_facade.crm.properties.columns import like_a_value
from hubspot_facade.crm.records.type_names import type_id
from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from hubspot_facade.bulk.sources import OpenedSource
    from hubspot_facade.cli.load.operations import Operation
    from hubspot_facade.client import HubSpot

_ADVICE = "name properties with --map COLUMN=property; leave columns out with --ignore COLUMN or --ignore-unknown"
_IDS = ("id", "hs_object_id", "record id")
_CONTACTS = "0-1"
_PAIRS = ("from", "to", "type", "label", "types", "association_type_id", "association_category")


@dataclass(frozen=True, slots=True)
class Input:
    """Rows to load: the source that a load reads, the file that it reads, and the property of each column."""

    rows: Any
    opened: OpenedSource
    properties: Mapping[str, str | None] = field(default_factory=dict[str, str | None])

    def column(self, name: str) -> str:
        """A property with its column, where they have different names."""
        columns = [column for column, to in self.properties.items() if to == name and column != name]
        return f"{columns[0]} ({name})" if columns else name


@dataclass(frozen=True, slots=True)
class Reading:
    """How the command says that a file is to be read."""

    given: str
    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    ignore: Sequence[str] = ()
    ignore_unknown: bool = False
    clear_empty: bool = False

    def open(self, **columns: Any) -> OpenedSource:
        """The rows of the file."""
        delimiter = "\t" if self.delimiter in ("tab", "\\t") else self.delimiter
        if self.given != "-" and Path(self.given).is_dir():
            raise CommandError(f"{self.given} is a folder")
        kind: Any = self.format
        empty: Literal["skip", "clear"] = "clear" if self.clear_empty else "skip"
        try:
            return sources.open(
                self.given, format=kind, encoding=self.encoding, delimiter=delimiter, empty=empty, **columns
            )
        except InputError as error:
            if error.field == "encoding" and self.encoding is None:
                name = "standard input" if self.given == "-" else self.given
                raise CommandError(f"{name}: its encoding {error.problem}, as in --encoding cp1251") from None
            raise


def input_of(hubspot: HubSpot, object_type: str, operation: Operation, key: str | None, how: Reading) -> Input:
    """The rows that an operation sends, checked where its values are properties."""
    if operation in ("archive", "associate"):
        opened = how.open()
        chosen = _ids(opened, how) if operation == "archive" else _pairs(opened, how)
        opened = opened.with_properties(chosen)
        ids = ("id",) if operation == "archive" else ("from", "to")
        return Input(CheckedRows(opened, IdCheck(ids), chosen), opened, chosen)
    opened = how.open()
    try:
        checked: Any = hubspot.properties.check_rows(
            object_type, opened, key=key, columns=how.columns, ignore=how.ignore, ignore_unknown=how.ignore_unknown
        )
    except InputError as error:
        by_id = _by_id(opened, how) if operation == "upsert" else ""
        if error.field == "key":
            raise CommandError(f"--key: {error.problem}{by_id or _other_key(object_type, operation, key)}") from None
        if error.field != "columns":
            raise
        wrong = "".join(f"\n  {each}" for each in error.problem.split("; "))
        raise CommandError(f"columns of {opened.name or 'the rows'}:{wrong}\n{_ADVICE}{by_id}") from None
    return Input(checked, checked.source, checked.properties)


def _by_id(opened: OpenedSource, how: Reading) -> str:
    """That a file with ids is for an update, where it has a column of them."""
    found = [each for each in opened.columns or () if how.columns.get(each, each).lower() in _IDS]
    return f"; to find records by their ids in column {found[0]!r}: --operation update" if found else ""


def _other_key(object_type: str, operation: Operation, key: str | None) -> str:
    """How else to say by which column records are found."""
    if operation != "update" or key != "id":
        return ""
    example = "email" if type_id(object_type.lower()) == _CONTACTS else "PROPERTY"
    return f": name that column with --map COLUMN=id, or another unique property, as in --key {example}"


def unchecked_input(how: Reading) -> Input:
    """The rows as they are; their columns must have the names of properties."""
    opened = how.open(columns=how.columns, ignore=how.ignore)
    return Input(opened, opened, opened.properties)


def _ids(opened: OpenedSource, how: Reading) -> dict[str, str | None]:
    """The column of the ids; no other is sent."""
    columns = opened.columns
    if columns is None:
        return dict(how.columns)
    found = [each for each in columns if how.columns.get(each, each).lower() in _IDS]
    if len(found) != 1:
        which = " and ".join(map(repr, found)) or "none"
        raise CommandError(
            f"one column must have the ids of the records, named id or by --map NAME=id; found {which}"
            f"{_headless(columns)}"
        )
    return {each: "id" if each in found else None for each in columns}


def _headless(columns: Sequence[str]) -> str:
    asked = like_a_value(columns)
    return f"; {asked}" if asked else ""


def _pairs(opened: OpenedSource, how: Reading) -> dict[str, str | None]:
    """The columns from, to, type and label."""
    named: dict[str, str | None] = {**how.columns, **dict.fromkeys(how.ignore)}
    if opened.columns is None:
        return named
    chosen: dict[str, str | None] = {}
    for each in opened.columns:
        to = named.get(each, each.lower() if each not in named else None)
        if to is not None and to not in _PAIRS:
            if not how.ignore_unknown:
                raise CommandError(
                    f"column {each!r} is none of {', '.join(_PAIRS[:4])}: name it with --map {each}=to, or --ignore it"
                    f"{_headless([each])}"
                )
            to = None
        chosen[each] = to
    if missing := [each for each in named if each not in chosen]:
        raise CommandError(f"there is no column {missing[0]!r}")
    if missing := [each for each in ("from", "to") if each not in chosen.values()]:
        raise CommandError(f"no column is {missing[0]!r}: name it with --map COLUMN={missing[0]}")
    return chosen


def columns_of(settings: Sequence[str]) -> dict[str, str]:
    """Columns and properties from `COLUMN=property` settings."""
    columns: dict[str, str] = {}
    for each in settings:
        column, equals, name = each.rpartition("=")  # names of properties have no such sign
        if not equals or not column.strip() or not name.strip():
            raise CommandError(f"--map {each}: write COLUMN=property")
        if columns.setdefault(column.strip(), name.strip()) != name.strip():
            raise CommandError(f"--map {each}: {column.strip()!r} is already loaded as {columns[column.strip()]!r}")
    return columns
