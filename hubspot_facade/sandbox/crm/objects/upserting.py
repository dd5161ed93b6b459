"""Upserts: records found by a unique property and changed, or made; each result says whether the record is new.

The records of a batch are looked up together, and those that it makes are stored together. What depends on an earlier
input of the batch is looked up anew, so that the outcome is that of one input after the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.texts import text

from .inputs import Creation, Writer, unknown_record
from .models import Records
from .record import Record
from .stored import Values, folded, number_of, numeric
from .view import View

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


@dataclass(slots=True)
class Input:
    """One input: its id by the property `by`, the properties given, the record found, and the values to write.

    A new record gets the property that it was looked for by as well, which `properties` has.
    """

    body: Body
    id: str
    by: str | None
    given: Body
    properties: Body
    record: Record | None = None
    values: Values | None = None


class Upserts:
    """The upserts of one request."""

    def __init__(self, portal: "Portal", kind: ObjectType, writer: Writer) -> None:
        self._kind = kind
        self._writer = writer
        self._records = portal.service(Records)
        self._unique = portal.service(Properties).unique(kind)
        self._identifying = (*self._unique, "hs_additional_emails")
        self._view = View(kind, portal.id, None)
        self._portal = portal

    def carry_out(self, bodies: list[Body]) -> list[Body]:
        """The results in order; one refusal lists everything that is wrong with the properties of all."""
        inputs = [self._input(body) for body in bodies]
        self._find(inputs)
        read = self._writer.read([(one.properties if one.record is None else one.given, one.record) for one in inputs])
        for one, values in zip(inputs, read, strict=True):
            one.values = values
        results: dict[int, Body] = {}
        making: dict[int, Creation] = {}
        written: set[int] = set()
        claimed: set[tuple[str | None, str]] = set()
        settled = True  # whether what was looked up is still so
        for position, one in enumerate(inputs):
            changed = one.record is not None and one.record.id in written
            if changed or (claimed and self._values_of(one) & claimed):
                settled = False
            if not settled:
                self._make(making, results)
                self._find([one])
                one.values = None
            if one.record is None:
                creation = self._creation(one)
                making[position] = creation
                claimed |= self._claims(creation.values)
            else:
                before = one.record.properties
                updated = self._update(one, one.record, earlier=lambda: self._make(making, results))
                written.add(updated.id)
                settled = settled and all(
                    before.get(name) == updated.properties.get(name) for name in self._identifying
                )
                results[position] = self._view.updated(self._portal, updated, one.given) | {"new": False}
        self._make(making, results)
        return [results[position] for position in range(len(inputs))]

    def _input(self, body: Body) -> Input:
        id_, given = text(body["id"]), self._writer.given(body)
        by = None if body.get("idProperty") is None else str(body["idProperty"])
        return Input(body, id_, by, given, {by: id_} | given if by in self._unique else given)

    def _find(self, inputs: list[Input]) -> None:
        """Note the records that the inputs name, as they are now; none where an input does not name one."""
        numbers: dict[int, int] = {}
        for by in dict.fromkeys(one.by for one in inputs):
            named = [(position, one.id) for position, one in enumerate(inputs) if one.by == by]
            if by is None:
                numbers |= {position: number for position, id_ in named if (number := number_of(id_)) is not None}
            elif by in self._unique:
                holders = self._records.holders(self._kind, by, [id_ for _, id_ in named])
                numbers |= {position: holders[folded(id_)] for position, id_ in named if folded(id_) in holders}
        found = self._records.many(self._kind, numbers.values())
        for position, one in enumerate(inputs):
            one.record = found.get(numbers.get(position, 0))

    def _creation(self, one: Input) -> Creation:
        if one.by is None:
            numeric(one.id)
            raise unknown_record()
        self._records.require_unique(self._kind, one.by)
        if one.values is None:
            return self._writer.creation(one.body | {"properties": one.properties})
        return self._writer.creation_of(one.body, one.values)

    def _update(self, one: Input, record: Record, *, earlier: Callable[[], None]) -> Record:
        """The changed record. Of two refusals the earlier input's is answered: what is yet to be made comes first."""
        try:
            values = self._writer.changes(one.given, record) if one.values is None else one.values
            return self._records.update(self._kind, record, values)
        except Refusal:
            earlier()
            raise

    def _make(self, making: dict[int, Creation], results: dict[int, Body]) -> None:
        """Store the records to be made so far, with their results."""
        for position, record in zip(making, self._writer.create(list(making.values()), in_turn=True), strict=True):
            results[position] = self._view.created(record) | {"new": True}
        making.clear()

    def _claims(self, values: Values) -> set[tuple[str | None, str]]:
        return set(self._records.unique_values(self._kind, values))

    def _values_of(self, one: Input) -> set[tuple[str | None, str]]:
        """The unique values that an input names, sets or, changing a record, may give up."""
        held = {} if one.record is None else one.record.properties
        return self._claims(one.values or {}) | self._claims(held) | {(one.by, folded(one.id))}
