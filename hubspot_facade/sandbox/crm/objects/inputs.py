"""The inputs of writes, checked: values, required properties, unique values, inline associations."""

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.deserializing import MAP, STRING, Path, wrong_type
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, missing_fields, resource_not_found
from hubspot_facade.sandbox.protocol.messages import members
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object, listed
from hubspot_facade.sandbox.protocol.texts import text

from . import errors
from .errors import Problem
from .models import Records
from .pinning import ACTIVITIES, PINNED, activities_of
from .property_values import Reader, bad_names
from .record import Record
from .required import missing

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


@dataclass(slots=True)
class Link:
    """One inline association: to which record, by which type."""

    to_kind: ObjectType
    to_id: int
    category: str
    type_id: int


@dataclass(slots=True)
class Creation:
    """One record to be made."""

    values: dict[str, str]
    links: list[Link] = field(default_factory=list[Link])
    trace_id: str | None = None


class Writer:
    """Checks the inputs of one write request and carries it out; `version` is that of the request's path."""

    def __init__(self, portal: "Portal", kind: ObjectType, content: bytes, *, version: str = "v3") -> None:
        self._portal = portal
        self._kind = kind
        self._content = content
        self._reader = Reader(portal, kind, version)

    def given(self, input_: Body) -> Body:
        """The property map of an input; refuses names that are not lower-case."""
        properties = input_.get("properties")
        if properties is None:
            return {}
        if not is_object(properties):
            raise wrong_type(self._content, self._at(input_), MAP, properties)
        for name, value in properties.items():
            if type(value) is not str and (is_object(value) or is_list(value)):
                raise wrong_type(self._content, (*self._at(input_), name), STRING, value)
        names = bad_names(properties)
        if names:
            raise errors.invalid_names(names, self._content)
        return properties

    def _at(self, input_: Body) -> Path:
        """Where the properties of an input stand in the body."""
        body: Any = json.loads(self._content)
        inputs: list[Any] = listed(body.get("inputs")) if is_object(body) else []
        return ("inputs", inputs.index(input_), "properties") if input_ in inputs else ("properties",)

    def creation(self, input_: Body) -> Creation:
        """A checked creation; refuses with everything that is wrong with its properties."""
        return self.creations([input_])[0]

    def creations(self, inputs: list[Body]) -> list[Creation]:
        """Checked creations; one refusal lists everything that is wrong with the properties of all."""
        read = self.read([(self.given(input_), None) for input_ in inputs])
        return [self.creation_of(input_, values) for input_, values in zip(inputs, read, strict=True)]

    def read(self, all_given: list[tuple[Body, Record | None]]) -> list[dict[str, str]]:
        """The checked values of properties, each input's with the record that it is for, None where it is to be made.

        One refusal lists everything that is wrong with all of them.
        """
        read = [
            self._reader.read(given) if record is None else self._read_over(given, record)
            for given, record in all_given
        ]
        self._refuse([problem for _, problems in read for problem in problems])
        return [values for values, _ in read]

    def _read_over(self, given: Body, record: Record) -> tuple[dict[str, str], list[Problem]]:
        """The values for a record that exists, and the problems."""
        values, problems = self._reader.read(given, record.properties)
        pinned = natural(values.get(PINNED) or "")
        if pinned is not None and pinned not in activities_of(self._portal, self._kind, record.id):
            problems.append(errors.not_to_be_pinned(pinned))
        return values, problems

    def _refuse(self, problems: list[Problem]) -> None:
        if problems:
            raise errors.invalid_properties(self._kind, problems, self._portal.id)

    def creation_of(self, input_: Body, values: dict[str, str]) -> Creation:
        """A creation of checked values; refuses one that lacks something required, and associations that cannot be."""
        self._require(values)
        trace = input_.get("objectWriteTraceId")
        pinned = natural(values.get(PINNED) or "")
        links = [link for one in members(input_.get("associations"), "associations") for link in self._links(one)]
        if pinned is not None and pinned not in {one.to_id for one in links if one.to_kind.id in ACTIVITIES}:
            self._refuse([errors.not_to_be_pinned(pinned)])
        return Creation(values, links, None if trace is None else str(trace))

    def create(self, creations: list[Creation], *, in_turn: bool = False) -> list[Record]:
        """The records made, with their associations, in the same order; `in_turn` as `Records.create` has it."""
        values = [one.values for one in creations]
        records = self._portal.service(Records).create(self._kind, values, in_turn=in_turn)
        for record, creation in zip(records, creations, strict=True):
            for link in creation.links:
                self._portal.service(Associations).connect(
                    self._kind, record.id, link.to_kind, link.to_id, [(link.category, link.type_id)]
                )
        return records

    def changes(self, given: Body, record: Record) -> dict[str, str]:
        """The checked values for a record that exists."""
        values, problems = self._read_over(given, record)
        self._refuse(problems)
        return values

    def update(self, given: Body, record: Record) -> Record:
        """The record with the given properties written over it."""
        return self._portal.service(Records).update(self._kind, record, self.changes(given, record))

    def _require(self, values: dict[str, str]) -> None:
        lacking = missing(self._portal, self._kind, values)
        if self._kind.id == "0-47" and lacking == ["hs_timestamp"] and values.get("hs_meeting_start_time"):
            return
        if lacking:
            raise errors.missing_required(self._kind, lacking)

    def _links(self, given: Body) -> list[Link]:
        to: Any = given.get("to")
        ids = [text(one.get("id")) if is_object(one) else text(one) for one in (to if is_list(to) else [to])]
        if not ids or not all(ids):
            raise missing_fields(["to"])
        types = members(given.get("types"), "types")
        if not types:
            raise missing_fields(["types"])
        links: list[Link] = []
        for spec in types:
            category, type_id = self._portal.service(Associations).read_spec(spec)
            found = self._portal.service(Associations).kinds_of(category, type_id, from_kind=self._kind)
            if found is None:
                raise errors.invalid_associations(self._kind, ids, code="INVALID_ASSOCIATION_TYPE")
            from_kind, to_kind = found
            if from_kind.id != self._kind.id:
                raise errors.wrong_direction(self._kind, from_kind.id)
            numbers = {one: number for one in ids if (number := natural(one)) is not None}
            known = self._portal.service(Records).living(to_kind, numbers.values())
            missing = [one for one in ids if numbers.get(one) not in known]
            if missing and self._kind.is_activity:
                raise errors.invalid_activity_association(to_kind, missing)
            if missing:
                raise errors.invalid_associations(to_kind, missing)
            links += [Link(to_kind, known[number], category, type_id) for number in numbers.values()]
        return links


def with_trace_ids(inputs: list[Body]) -> bool:
    """Whether every input carries a trace id of its own, which makes a batch answer for each one."""
    traces = [input_.get("objectWriteTraceId") for input_ in inputs]
    return bool(traces) and None not in traces and len(set(map(str, traces))) == len(traces)


def refused(refusal: Refusal, trace_id: str | None) -> Body:
    """A refusal as an entry of a batch's errors."""
    item = refusal.item(trace_id)
    _, found, existing = refusal.message.partition("Existing ID: ")
    if found:
        item.setdefault("context", {})["existingId"] = [existing]
    return item


def unknown_record() -> Refusal:
    """404 of an upsert without idProperty."""
    return resource_not_found()
