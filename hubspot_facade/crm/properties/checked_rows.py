"""Rows checked against the definitions of their properties before anything is sent.

Each value is brought into the form that its property takes; what it cannot be is an error of its row, which is then not
sent. Options may be given by value or by label, in upper or lower case, where that is one option only.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.bulk.rows import AsyncSource, Row, Source, rows_of
from hubspot_facade.crm.properties.columns import properties_of_columns
from hubspot_facade.crm.properties.definitions import definitions_of
from hubspot_facade.crm.properties.pipeline_check import pipeline_check
from hubspot_facade.crm.properties.typed_values import value_to_wire
from hubspot_facade.crm.records.type_names import type_id
from hubspot_facade.errors import InputError
from hubspot_facade.wire.ids import record_id_of
from hubspot_facade.wire.values import shown

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_facade.crm.properties.definitions import Definition, Definitions
    from hubspot_facade.crm.properties.pipeline_check import PipelineCheck

_ID = "hs_object_id"
_BESIDE = ("id", "idProperty", "id_property", "associations", "objectWriteTraceId", "object_write_trace_id")


class RowCheck:
    """Checks rows: `check(row)` gives the row with its values in HubSpot's form, or with its error.

    `key` is the property that finds records, or "id"; a row without it is refused. It is not written, so that it may be
    read-only.
    """

    def __init__(
        self, definitions: Definitions, *, key: str | None = None, pipelines: PipelineCheck | None = None
    ) -> None:
        self._definitions = definitions
        self._pipelines = pipelines
        self._key = key
        self._beside = (*_BESIDE, _ID) if key == "id" else _BESIDE
        self._has_emails = type_id(definitions.object_type) == "0-1"  # elsewhere, email may be a property of any kind
        self._options: dict[str, dict[str, str | None]] = {}

    def __call__(self, row: Row) -> Row:
        """The row as it is sent, or with its error."""
        if row.error is not None or not isinstance(cast("object", row.values), Mapping):
            return row
        given = cast("Mapping[str, Any]", row.values)
        wrapped = isinstance(given.get("properties"), Mapping)
        values = cast("Mapping[str, Any]", given["properties"] if wrapped else given)
        wired: dict[str, Any] = {}
        wrong: list[InputError] = []
        for name, value in values.items():
            if not wrapped and name in self._beside:
                wired[name] = value
                continue
            try:
                wired[name] = self._value(name, value)
            except InputError as error:
                wrong.append(error)
        if self._pipelines is not None:
            wrong += self._pipelines.problems(wired)
        if self._key is not None and not any(
            found.get(each) for found in (given, values) for each in (self._key, "id")
        ):
            wrong.append(InputError(self._key, "is missing: records are found by it"))
        elif self._key in ("id", _ID):
            try:
                record_id_of(next(found[each] for found in (given, values) for each in ("id", _ID) if found.get(each)))
            except InputError as error:
                wrong.append(error)
        if wrong:
            first, *others = wrong
            problem = "; ".join([first.problem, *map(str, others)])
            return replace(row, error=InputError(first.field, problem))
        return replace(row, values={**given, "properties": wired} if wrapped else wired)

    def _value(self, name: str, value: object) -> str:
        definition = self._definitions.find(name, name)
        if definition.read_only and definition.name != self._key:
            raise InputError(name, "is read-only: HubSpot sets its value")
        if definition.name == "email" and self._has_emails and isinstance(value, str) and not _may_be_email(value):
            raise InputError(name, f"expected an e-mail address, not {shown(value)}")
        if isinstance(value, str) and definition.type in ("enumeration", "bool"):
            # of an owner's id or the like, HubSpot refuses blanks too
            value = self._chosen(definition, value) if definition.options else value.strip() or value
        return value_to_wire(definition, value, name)

    def _chosen(self, definition: Definition, text: str) -> str:
        """The options that a text names, by value or label; what names none stays as it is, to be refused."""
        spelled = self._options.get(definition.name)
        if spelled is None:
            spelled = self._options[definition.name] = _spelled(definition.options)
        if not definition.multiple:
            return _option(definition, spelled, text)
        return ";".join(_option(definition, spelled, each) for each in text.split(";"))


class CheckedRows:
    """A source whose rows are checked as they are read. `properties` says what each column is loaded as."""

    def __init__(self, source: Source, check: Callable[[Row], Row], properties: Mapping[str, str | None]) -> None:
        self.source = source
        self.properties: Mapping[str, str | None] = dict(properties)
        self._check = check
        self.name = source.name
        self.columns: Sequence[str] | None = source.columns
        self.fingerprint = source.fingerprint

    @property
    def file(self) -> Any:
        """What the rows are read from, for a file of those that fail."""
        return getattr(self.source, "file", self.source)

    def changed(self) -> str | None:
        """What changed while the rows were read; None if nothing did."""
        return self.source.changed()

    def __iter__(self) -> Iterator[Row]:
        return map(self._check, self.source)


class CheckedAsyncRows:
    """The same for rows that are awaited, which have no columns."""

    properties: Mapping[str, str | None] = MappingProxyType({})

    def __init__(self, source: AsyncSource, check: RowCheck) -> None:
        self.source = source
        self._check = check
        self.name = source.name
        self.columns: Sequence[str] | None = source.columns
        self.fingerprint = source.fingerprint

    def changed(self) -> str | None:
        """What changed while the rows were read; None if nothing did."""
        return self.source.changed()

    async def __aiter__(self) -> AsyncIterator[Row]:
        async for row in self.source:
            yield self._check(row)


def checked_rows(
    object_type: str,
    rows: object,
    *,
    key: str | None = None,
    columns: Mapping[str, str] | None = None,
    ignore: Iterable[str] = (),
    ignore_unknown: bool = False,
) -> Generator[Any, Any, CheckedRows | CheckedAsyncRows]:
    """The rows as they will be sent; those of a file by property, whatever its columns are called.

    The definitions are read anew, once. InputError for columns that have no property, and for a key that
    is not unique, before any row is read.
    """
    definitions: Definitions = yield from definitions_of(object_type, refresh=True)
    _check_unique(definitions, key)
    source = rows_of(rows)
    if isinstance(source, AsyncSource):
        pipelines = yield from pipeline_check(object_type, definitions, None)
        return CheckedAsyncRows(source, RowCheck(definitions, key=key, pipelines=pipelines))
    properties: dict[str, str | None] = {}
    choose = getattr(source, "with_properties", None)
    if choose is not None and source.columns is not None:
        keys = () if key is None else (key, _ID) if key == "id" else (key,)
        properties = properties_of_columns(
            definitions,
            [each for each, to in cast("Any", source).properties.items() if to is not None],
            given={**_renamed(source), **(columns or {})},
            ignore=ignore,
            ignore_unknown=ignore_unknown,
            keys=keys,
        )
        if key == "id":
            properties = {each: "id" if to == _ID else to for each, to in properties.items()}
        if key is not None and key not in properties.values():
            raise InputError("key", f"no column is loaded as {key!r}, by which records are found")
        source = cast("Source", choose({**cast("Any", source).given, **properties}))
    elif choose is not None:
        source = cast("Source", choose({**cast("Any", source).given, **(columns or {}), **dict.fromkeys(ignore)}))
    elif columns:
        raise InputError("columns", "are for files and tables: name the properties in the rows")
    pipelines = yield from pipeline_check(object_type, definitions, properties.values() or None)
    return CheckedRows(source, RowCheck(definitions, key=key, pipelines=pipelines), properties)


def _check_unique(definitions: Definitions, key: str | None) -> None:
    """InputError if this property finds no records, since several may have one value of it."""
    if key is None or key in ("id", _ID) or (key == "email" and type_id(definitions.object_type) == "0-1"):
        return
    found = definitions.get(key)
    if found is not None and not found.unique:
        unique = [each.name for each in definitions.values() if each.unique]
        kind = definitions.object_type
        known = (
            f"those that are: {', '.join(unique)}"
            if unique
            else f"{kind} have none: create one, create records instead, or update them by id"
        )
        raise InputError("key", f"{key!r} is not a unique property of {kind}; {known}")


def _may_be_email(text: str) -> bool:
    """Whether HubSpot may take it as an address: one sign @ with something on either side, and no blank."""
    name, at, domain = text.strip().partition("@")
    return text == "" or (
        bool(name and at and domain) and "@" not in domain and not any(each.isspace() for each in text.strip())
    )


def _renamed(source: Any) -> dict[str, str]:
    """The columns that the source was opened with other names for."""
    return {each: to for each, to in source.given.items() if to is not None}


def _spelled(options: Mapping[str, str]) -> dict[str, str | None]:
    """Options by their values and labels in lower case; None where several options have one."""
    spelled: dict[str, str | None] = {}
    for value, label in options.items():
        for each in {value.strip().casefold(), label.strip().casefold()} - {""}:
            spelled[each] = value if spelled.get(each, value) == value else None
    return spelled


def _option(definition: Definition, spelled: Mapping[str, str | None], text: str) -> str:
    if text in definition.options:
        return text
    return spelled.get(text.strip().casefold()) or text
