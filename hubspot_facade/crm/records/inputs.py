"""Inputs of record batches, in the form that HubSpot takes.

An input is a mapping of properties, or HubSpot's own shape: `id`, `idProperty`, `properties`, `associations` and
`objectWriteTraceId`, in camelCase or snake_case. An error in an input is an InputError of that input alone.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.crm.associations.entries import associations_of
from hubspot_facade.crm.records.plain_inputs import FIELDS, plain_changes, plain_creations
from hubspot_facade.errors import InputError
from hubspot_facade.plans.accounting import TRACE
from hubspot_facade.plans.batching import ONE_INPUT, Alike, Given, is_one_input, listed, prepared, refusal
from hubspot_facade.wire.field_names import named as named_keys
from hubspot_facade.wire.field_names import unknown
from hubspot_facade.wire.ids import id_of, record_id_of, text_of
from hubspot_facade.wire.values import properties_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hubspot_facade.crm.associations.specs import Labels

_SPELLED = {
    "id": "id",
    "idProperty": "idProperty",
    "id_property": "idProperty",
    "objectWriteTraceId": "objectWriteTraceId",
    "object_write_trace_id": "objectWriteTraceId",
    "associations": "associations",
}

_SPELLED_WITHOUT_ID = {name: own for name, own in _SPELLED.items() if own != "id"}


class KeyPropertyError(InputError):
    """Neither an input nor its call names the property that its id is a value of."""


@dataclass(slots=True)
class Input:
    """An input as read: its properties as given, the other fields of HubSpot's shape, and its place."""

    properties: Any
    beside: dict[str, Any]
    wrapped: bool
    field: str

    def values(self) -> dict[str, str]:
        """Its properties in HubSpot's form."""
        return properties_of(self.properties, f"{self.field}.properties" if self.wrapped else self.field)

    def id_property(self, default: str | None) -> str | None:
        """Its own `idProperty`, or the call's."""
        own = self.beside.get("idProperty")
        return default if own is None else text_of(own, f"{self.field}.idProperty")

    def trace(self, traces: Traces, index: int) -> str:
        """Its trace id: the caller's own, or the one derived from its place."""
        return traces.of(index, self.beside.get("objectWriteTraceId"), self.field)


class Traces:
    """Trace ids of a batch's inputs, unique within it: the caller's own, or else one derived from the input's place."""

    def __init__(self, inputs: Sequence[Any]) -> None:
        rows = [cast("Mapping[str, Any]", each) for each in inputs if type(each) is dict or isinstance(each, Mapping)]
        self._taken: set[str] = set()
        self._first: dict[str, int] = {}
        for own in [each[name] for name in _TRACES for each in rows if name in each and each[name] is not None]:
            with suppress(InputError):  # of this input alone, which `of` raises
                self._taken.add(id_of(own))

    def of(self, index: int, own: object, field: str) -> str:
        """The trace id of the `index`-th input. InputError names the other input if its own one is taken."""
        if own is None:
            trace = str(index)
            while trace in self._taken:
                trace += "-"
            return trace
        trace = id_of(own, f"{field}.objectWriteTraceId")
        first = self._first.setdefault(trace, index)
        if first != index:
            raise InputError(f"{field}.objectWriteTraceId", f"{trace!r} is already at index {first}")
        return trace


_TRACES = ("objectWriteTraceId", "object_write_trace_id")


def creations_of(object_type: str, inputs: object) -> Generator[Any, Any, list[Given] | Alike]:
    """Inputs of a batch create, each with a trace id, so that HubSpot accepts or refuses them one by one."""
    given = listed(inputs)
    if (alike := plain_creations(given)) is not None:
        return alike
    rows = _rows_of(given)
    traces, labels = Traces(rows), dict[tuple[str, str], list[Any]]()
    found: list[Given] = []
    for index, each in enumerate(given):
        try:
            entry: Any = yield from _creation(object_type, rows[index], index, traces, labels)
        except InputError as error:
            entry = refusal(error)
        found.append((each, entry))
    return found


def _creation(
    object_type: str, each: object, index: int, traces: Traces, labels: Labels
) -> Generator[Any, Any, dict[str, Any]]:
    one = read_input(each, f"inputs[{index}]", taken=("associations", "objectWriteTraceId"))
    joined = yield from associations_of(
        object_type, one.beside.get("associations") or (), f"{one.field}.associations", labels
    )
    return {"properties": one.values(), "associations": joined, "objectWriteTraceId": one.trace(traces, index)}


def changes_of(inputs: object, id_property: str | None, *, keyed: bool = False) -> list[Given] | Alike:
    """Inputs of a batch update or upsert: an id, or a value of the id property, and properties.

    `keyed` inputs must have an id property, their own or the call's. The key finds the record and is not written to it,
    unless an input in HubSpot's shape has it among its properties too. If the key is an email, trace ids are left out,
    as HubSpot requires.
    """
    if isinstance(inputs, Mapping):
        if is_one_input(inputs):  # pyright: ignore[reportUnknownArgumentType] # of anything
            raise InputError("inputs", ONE_INPUT)
        given: list[Any] = [{"id": key, "properties": properties} for key, properties in inputs.items()]  # pyright: ignore[reportUnknownVariableType,reportUnknownMemberType] # checked one by one
    else:
        given = listed(inputs)
    if (id_property or not keyed) and (alike := plain_changes(given, id_property)) is not None:
        return alike
    rows = _rows_of(given)
    traces = Traces(rows)
    return [(each, _change(rows[index], index, traces, id_property, keyed)) for index, each in enumerate(given)]


def _change(
    each: object, index: int, traces: Traces, id_property: str | None, keyed: bool
) -> dict[str, Any] | InputError:
    try:
        one = read_input(each, f"inputs[{index}]", taken=("id", "idProperty", "objectWriteTraceId"))
        name = one.id_property(id_property)
        trace = "" if name == "email" and not one.beside else one.trace(traces, index)
        if name is None and keyed:
            raise KeyPropertyError(
                f"{one.field}.idProperty", "is missing: name the unique property that the id is a value of"
            )
        entry = keyed_entry(one, name)
    except InputError as error:
        return refusal(error)
    if name is not None:
        entry["idProperty"] = name
    if name != "email":
        entry["objectWriteTraceId"] = trace
    return entry


def keyed_entry(one: Input, id_property: str | None) -> dict[str, Any]:
    """The key of an input, given separately or among its properties, and the properties to write."""
    properties, key = one.values(), one.beside.get("id")
    if key is not None and not one.wrapped and id_property and id_property in properties:
        raise InputError(one.field, f"has both id and {id_property}: name one key, or put the values in properties")
    if key is not None:
        text = id_of(key, f"{one.field}.id") if id_property else record_id_of(key, f"{one.field}.id")
        return {"id": text, "properties": properties}
    if id_property:
        key = properties.pop(id_property, None) or None
    elif not one.wrapped and id_property is None:
        key = properties.pop("hs_object_id", None)
    if key is None:
        raise InputError(f"{one.field}.{id_property or 'id'}", "is missing")
    if id_property is None:
        return {"id": record_id_of(key, f"{one.field}.hs_object_id"), "properties": properties}
    text = key.strip()
    if not text:
        raise InputError(f"{one.field}.id", "an id must not be empty")
    return {"id": text, "properties": properties}


def reads_of(ids: object, id_property: str | None) -> tuple[list[Given], str | None]:
    """Inputs of a batch read, ids or `{"id": …, "idProperty": …}`, and the one property that all of them use."""
    given = listed(ids, "ids")
    named: dict[str, str] = {}
    for index, each in enumerate(given):
        own = _beside(each).get("idProperty")
        if own is not None:
            named.setdefault(text_of(own, f"ids[{index}].idProperty"), f"ids[{index}]")
    for name, where in named.items():
        if name != (id_property or next(iter(named))):
            other = repr(id_property) if id_property else f"{next(iter(named))!r} as {next(iter(named.values()))}"
            raise InputError(f"{where}.idProperty", f"is {name!r}, not {other}: a read uses one property")
    if named and id_property is None and any("idProperty" not in _beside(each) for each in given):
        raise InputError("ids", "some inputs have an idProperty and some have none: a read uses one property")

    def read(each: object, field: str) -> dict[str, Any]:
        if not isinstance(each, Mapping):
            return {"id": id_of(each, field)}
        beside = _beside(cast("Mapping[str, Any]", each))
        named_keys(cast("Mapping[str, Any]", each), ("id", "idProperty"), field)
        return {"id": id_of(beside.get("id"), f"{field}.id")}

    return prepared(given, read, "ids"), id_property or next(iter(named), None)


def _beside(each: object) -> dict[str, Any]:
    if not isinstance(each, Mapping):
        return {}
    entries = cast("Mapping[str, Any]", each).items()
    return {_SPELLED[name]: value for name, value in entries if name in _SPELLED and value is not None}


def _rows_of(inputs: list[Any]) -> list[Any]:
    """The inputs, with models as their dicts, made once: what `Traces` sees is what is sent."""
    if all(type(each) is dict for each in inputs):
        return inputs
    return [_row_of(each) for each in inputs]


def _row_of(each: Any) -> Any:
    if isinstance(each, InputError):  # a payload's input that could not be read
        return each
    return each.to_dict() if hasattr(each, "to_dict") else each


def read_input(each: Any, field: str, *, taken: Sequence[str]) -> Input:
    """An input as read. InputError names a field that inputs lack; `taken` may be given besides its properties."""
    if each.__class__ is not dict:
        if isinstance(each, InputError):  # a payload's input that could not be read
            raise each
        each = _row_of(each)
        if not isinstance(each, Mapping):
            raise InputError(field, f"expected a mapping, not {type(each).__name__}")
    entry = cast("Mapping[str, Any]", each)
    if FIELDS.isdisjoint(entry):  # properties only, as most rows
        return Input(entry, {}, wrapped=False, field=field)
    # No property has the name "properties", so this is HubSpot's own shape.
    wrapped = "properties" in entry
    # A flat input may have any property's name, so "id" is a property unless an id is accepted.
    spelled = _SPELLED if wrapped or "id" in taken else _SPELLED_WITHOUT_ID
    beside: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for name, value in entry.items():
        own = spelled.get(name)
        if wrapped and name == "properties":
            continue
        if own is None and not wrapped:
            rest[name] = value
        elif own is None or (own not in taken and value is not None):
            table = {spelling: own for spelling, own in _SPELLED.items() if own in taken} | {"properties": "properties"}
            raise unknown(name, table, field)
        elif own in beside and beside[own] != value:
            raise InputError(f"{field}.{name}", "is given twice, with different values")
        elif value is not None:
            beside[own] = value
    return Input(entry["properties"] if wrapped else rest, beside, wrapped, field)


def input_keys(entry: Mapping[str, Any]) -> list[str]:
    """The keys that match a result or an error to this input, the most reliable first."""
    trace, key, name = entry.get("objectWriteTraceId"), entry.get("id"), entry.get("idProperty") or "id"
    keys = [] if trace is None else [f"{TRACE}{trace}"]
    if key is None:
        return keys
    keys += (f"{name}={key}", key)
    if name != "id" and (written := entry.get("properties", {}).get(name)):
        keys.append(f"{name}={written}")  # a record whose key changes is returned with the new one
    return keys


def identity(entry: Mapping[str, Any]) -> tuple[str | None, str]:
    """The identity of an input's record, if it is certain: HubSpot compares emails ignoring case."""
    name, key = entry.get("idProperty"), entry["id"]
    return name, key.strip().lower() if name == "email" else key


def result_keys(*id_properties: str | None) -> Any:
    """The keys by which a returned record is matched to its input, in a batch that uses these properties."""
    names = [name for name in dict.fromkeys(id_properties) if name is not None]

    def keys(record: Any) -> list[str]:
        trace = getattr(record, "object_write_trace_id", None)
        found = keys_of(record, names)
        found.append(f"id={record.id}")
        return [f"{TRACE}{trace}", *found] if trace else found

    return keys


def keys_of(record: Any, id_properties: Sequence[str]) -> list[str]:
    """The values by which a record is found: of these properties, including an email's secondary addresses."""
    read: Any = record.properties
    properties = cast("dict[str, Any]", read if isinstance(read, dict) else {})

    def several(name: str) -> list[str]:
        value = properties.get(name)
        return [each for each in value.split(";") if each] if isinstance(value, str) else []

    found = [f"{name}={value}" for name in id_properties if isinstance(value := properties.get(name), str) and value]
    if "email" in id_properties and "hs_additional_emails" in properties:
        found += [f"email={each}" for each in several("hs_additional_emails")]
    if "hs_merged_object_ids" in properties:
        found += [f"id={each}" for each in several("hs_merged_object_ids")]
    return found
