"""From a payload of the catalogue (the seeds' JSON) to a method's arguments.

A field is found by the parameter's name, by the resource's noun (`contact_id` for `record_id`, `contacts` for
`inputs`, `product_properties` for `properties`), or by a name that the operation maps to it, in camelCase or
snake_case. The parameter's type decides how a field is read (`payload_values`). A parameter of
type `Fields` gets all the fields that no other parameter takes. null is like an absent field, except where a field
fills a property of a record that an operation updates: there null and empty text clear it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from hubspot_facade.catalogue.declared import property_of, vocabulary
from hubspot_facade.catalogue.payload_inputs import id_property_in
from hubspot_facade.catalogue.payload_values import Read, model_named, reader_of, takes_the_rest
from hubspot_facade.catalogue.spelling import best_of, spellings_of
from hubspot_facade.errors import InputError
from hubspot_facade.plans.argument_checks import COUNTS
from hubspot_facade.wire.annotations import members_of, reading_of, type_of
from hubspot_facade.wire.argument_types import Reading
from hubspot_facade.wire.field_names import snake
from hubspot_facade.wire.values import properties_of

if TYPE_CHECKING:
    from hubspot_facade.plans.methods import Name, Resource


class Parameter(NamedTuple):
    """A parameter that a payload can fill: its spellings, the preferred one first, and how its value is read."""

    name: str
    annotation: str
    required: bool
    spellings: tuple[str, ...]
    read: Read
    takes_rest: bool
    model: str | None  # the generated model that a parameter for the remaining fields names

    @property
    def field(self) -> str:
        """The preferred spelling."""
        return best_of(self.name, self.spellings)


class Bound(NamedTuple):
    """A payload as a method's arguments, and the payload's names of the parameters that it fills."""

    arguments: dict[str, Any]
    names: dict[str, str]


class Form:
    """The payload of an operation: the fields it may have, and how they become arguments."""

    def __init__(self, function: Callable[..., Any], name: Name, resource: Resource[Any]) -> None:
        self._operation = name
        self._resource = resource
        self.raises_errors = "raise_errors" in inspect.signature(function).parameters
        given = _fillable(function, name)
        readings = {each.name: _reading_of(each, function) for each in given}
        ids = [each.name for each in given if each.default is each.empty and readings[each.name] is Reading.ID]
        spelled = spellings_of([*readings], ids, name, resource)
        self.parameters = {each.name: self._parameter(each, function, spelled[each.name]) for each in given}
        self._has_properties = readings.get("properties") is Reading.PROPERTIES
        self._is_upsert = {"key", "properties"} <= self.parameters.keys()
        if self._is_upsert:  # a record that has its key alone is one
            self.parameters["properties"] = self.parameters["properties"]._replace(required=False)
        self._table = {word: each for each in self.parameters.values() for word in each.spellings}
        self._needed = [each.field for each in self.parameters.values() if each.required]
        self._rest = next((each for each in self.parameters.values() if each.takes_rest), None)
        self._keys = vocabulary(resource).keys
        self._makes = function.__name__ == "create" and "properties" in self.parameters
        self._filled = {each for each in self.parameters if property_of(resource, each)}
        self._updates = function.__name__ == "update"
        self._changes = self._updates or function.__name__ == "upsert"

    def _parameter(
        self, parameter: inspect.Parameter, function: Callable[..., Any], spellings: tuple[str, ...]
    ) -> Parameter:
        hint = type_of(parameter.annotation, function.__module__)
        rest = takes_the_rest(hint)
        return Parameter(
            parameter.name,
            str(parameter.annotation),
            parameter.default is parameter.empty,
            spellings,
            # an error in an input of a batch is the outcome of that input
            reader_of(hint, parameter.name, self._resource, one_by_one=self.raises_errors),
            rest,
            model_named(hint) if rest else None,
        )

    def bind(self, payload: object) -> Bound:
        """The arguments for the method; InputError names a missing, unknown or invalid field."""
        if not isinstance(payload, Mapping):
            raise InputError(
                "", f"the payload of {self._operation.name!r} must be a JSON object, not {type(payload).__name__}"
            )
        opened = self._opened(cast("Mapping[str, Any]", payload))
        given = self._lifted(self._with_key(opened))
        arguments: dict[str, Any] = {}
        for parameter, field, value in self._assigned(given):
            if parameter.takes_rest:
                arguments[parameter.name] = _joined(arguments.get(parameter.name, {}), value)
            elif parameter.name in arguments:
                raise InputError(field, "is given twice")
            elif value in (None, "") and parameter.name in self._filled and not parameter.required:
                arguments |= {parameter.name: ""} if self._updates else {}
            elif value is not None or parameter.required:
                arguments[parameter.name] = self._read(parameter, field, value)
        self._check_complete(arguments)
        if self._is_upsert:
            arguments.setdefault("properties", {})
        if found := self._id_property(given, arguments):
            arguments["id_property"] = found
        names = {each.name: field for field in opened if (each := self._table.get(snake(field)))}
        return Bound(arguments, {each.name: each.field for each in self.parameters.values()} | names)

    def _assigned(self, given: Mapping[str, Any]) -> Iterator[tuple[Parameter, str, Any]]:
        """Each field with its parameter and its value; for the remaining fields, the value that each adds."""
        for field, value in given.items():
            if snake(field) in self._operation.ignores:
                continue
            parameter = self._table.get(snake(field))
            if parameter is not None and parameter is not self._rest:
                yield parameter, field, value
            elif self._rest is not None:
                is_whole = parameter is self._rest and isinstance(value, Mapping)
                yield self._rest, field, value if is_whole else {field: value}
            else:
                known = ", ".join(each.field for each in self.parameters.values()) or "no fields"
                meant = self._meant(field, value)
                raise InputError(field, f"{self._operation.name!r} has no such field; it takes {known}{meant}")

    def _meant(self, field: str, value: object) -> str:
        """What a field that there is not may be: another in another spelling, or a property if its value can be."""
        near = get_close_matches(snake(field), list(self._table), 1, 0.7)
        can_be = self._has_properties and not _is_nested(value)
        meant = self._table[near[0]].field if near else f"properties.{field}" if can_be else ""
        return f"; did you mean {meant}?" if meant else ""

    def _read(self, parameter: Parameter, field: str, value: Any) -> Any:
        read = parameter.read(value, field)
        if parameter.required and read in ([], ()):
            raise InputError(field, f"is empty; {self._operation.name!r} needs at least one")
        if parameter.name in COUNTS and isinstance(read, int) and read < 0:
            raise InputError(field, "expected 0 or more")
        return read

    def _check_complete(self, arguments: Mapping[str, Any]) -> None:
        for each in self.parameters.values():
            if each.required and each.name not in arguments:
                if each.model:  # its fields are the payload's
                    raise InputError("", f"name at least one field{' to change' if self._changes else ''}")
                raise InputError(each.field, f"is missing; {self._operation.name!r} needs it")

    def _opened(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """The payload with the fields taken out of `body` or `properties`, where legacy operations had them."""
        opened: dict[str, Any] = {}
        for field, value in payload.items():
            if not isinstance(cast("object", field), str):
                raise InputError(str(field), f"a field name of {self._operation.name!r} must be text")
            is_wrapped = snake(field) in ("body", "properties") and snake(field) not in self._table
            inner = is_wrapped and isinstance(value, Mapping)
            if is_wrapped and isinstance(value, list) and len(self._needed) == 1:  # a legacy body that is a list
                field = self._needed[0]
            opened = _joined(opened, cast("Mapping[str, Any]", value) if inner else {field: value})
        return opened

    def _with_key(self, given: dict[str, Any]) -> dict[str, Any]:
        """The payload with the property that identifies a record where the operation wants it.

        So that the same payload creates and upserts: `email` may be given beside the properties or among them.
        """
        field = next((each for each in given if self._is_for(each, "properties")), None)
        if self._makes:
            beside = [each for each in given if snake(each) in self._keys and snake(each) not in self._table]
            among = properties_of(given[field], field) if field and beside else {}
            keys = {snake(each): given[each] for each in beside}
            left = {name: value for name, value in given.items() if name not in beside}
            return {**left, field or "properties": _joined(among, keys)} if keys else given
        key = self.parameters.get("key")
        named = [each for each in self._keys if key is not None and each in key.spellings]
        if not field or not named or any(self._is_for(each, "key") for each in given):
            return given
        properties = properties_of(given[field], field)
        found = {name: properties.pop(name) for name in named if properties.get(name)}
        return {**given, **found, field: properties} if found else given

    def _lifted(self, given: dict[str, Any]) -> dict[str, Any]:
        """The payload with the fields of an activity taken out of its properties: `hs_timestamp` is its timestamp."""
        there = {each.name: field for field in given if (each := self._table.get(snake(field)))}
        needed = {
            name: each.name
            for each in self.parameters.values()
            if each.required and each.name not in there and (name := property_of(self._resource, each.name))
        }
        field = next((each for each in given if self._is_for(each, "properties")), None)
        if field is None or not needed:
            return given
        properties = properties_of(given[field], field)
        found = {needed[name]: properties.pop(name) for name in needed if name in properties}
        return {**given, **found, field: properties} if found else given

    def _is_for(self, field: str, parameter: str) -> bool:
        found = self._table.get(snake(field))
        return found is not None and found.name == parameter

    def _id_property(self, given: Mapping[str, Any], arguments: Mapping[str, Any]) -> str | None:
        field = next((each for each in given if self._is_for(each, "ids")), None)
        if field is None:
            return None
        found = id_property_in(given[field], field, arguments.get("id_property"))
        if found is not None and "id_property" not in self.parameters:
            raise InputError(f"{field}[0].idProperty", "this operation takes ids only")
        return found


def _reading_of(parameter: inspect.Parameter, function: Callable[..., Any]) -> Reading | None:
    """The reading of a parameter's type; None if its members have several or none."""
    found = {reading_of(each) for each in members_of(type_of(parameter.annotation, function.__module__))}
    return found.pop() if len(found) == 1 else None


def _fillable(function: Callable[..., Any], name: Name) -> list[inspect.Parameter]:
    """The parameters that a payload can fill: all but self and those whose name stands for another parameter here."""
    given = list(inspect.signature(function).parameters.values())[1:]
    return [
        each for each in given if each.name != "raise_errors" and name.fields.get(each.name, each.name) == each.name
    ]


def _joined(one: Mapping[str, Any], another: Mapping[str, Any]) -> dict[str, Any]:
    for field, value in another.items():
        if field in one and one[field] != value:
            raise InputError(field, "is given twice, with different values")
    return {**one, **another}


def _is_nested(value: object) -> bool:
    """Whether it is an object or a list of objects, which no property can be."""
    listed = cast("list[object]", value) if isinstance(value, list) else [value]
    return any(isinstance(each, Mapping) for each in listed)
