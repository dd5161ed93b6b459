"""Records whose values have the types that their properties' definitions say; see `typed_values` for which.

Definitions are read once for a client. What they do not allow is refused before anything is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, cast

from hubspot_facade.crm.filters import Filters, groups_of
from hubspot_facade.crm.properties.definitions import Definitions, checked_by, definitions_of
from hubspot_facade.crm.properties.typed_values import Value, properties_to_wire, read_value
from hubspot_facade.crm.records.batches import ALL
from hubspot_facade.crm.records.inputs import read_input
from hubspot_facade.crm.records.searched_values import check_values
from hubspot_facade.crm.records.sorts import Sorts, sorted_by, sorts_of
from hubspot_facade.errors import InputError, UnreadableValue
from hubspot_facade.plans.batching import Batch, listed, refusal
from hubspot_facade.plans.methods import (
    C,
    RawAsync,
    RawSync,
    Resource,
    WithRawResponse,
    listing,
    operation,
    pages_of,
    plan_of,
)
from hubspot_facade.wire.argument_types import Associated, IdsOrInputs
from hubspot_facade.wire.dates import Moment
from hubspot_facade.wire.ids import property_names_of
from hubspot_facade.wire.values import Id, Names, Properties, shown

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.paging import Pages

P = TypeVar("P", bound=Properties)  # what is written
V = TypeVar("V")  # what is read
R = TypeVar("R")

if TYPE_CHECKING:
    # A mapping can be iterated too; mypy would not know which of the two a dict is meant as.
    Rows: TypeAlias = Sequence[R] | Iterator[R]
else:
    Rows = Iterable

_NEW, _CHANGED = ("associations", "objectWriteTraceId"), ("id", "idProperty", "objectWriteTraceId")


@dataclass(frozen=True, slots=True)
class TypedRecord:
    """A record and its `values`: those that were asked for, by property name, None where it has none.

    A value that its property's type does not allow stays the text that it is, and `unread` says what is wrong with it.
    `record` is what HubSpot answered.
    """

    record: Record
    values: dict[str, Value]
    unread: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id


class TypedRecords(Resource[C], Generic[C, P, V]):
    """Records of one type with typed values: `hs.deals.typed`.

    Writing takes what each property's type is read as, and the texts that stand for it; InputError names a property
    that does not exist, with the nearest ones, one that is read-only, and a value that it cannot have, with those that
    it can. The same names are checked in what is to be read or searched by.
    """

    with_raw_response = WithRawResponse["TypedRecords[RawSync, P, V]", "TypedRecords[RawAsync, P, V]"]()

    def __init__(self, objects: Any, plain: Any, read: Callable[[Record, Definitions], V]) -> None:
        super().__init__(objects._client)
        self._objects = objects
        self._plain = plain  # the class of all records' methods, which types of their own may write otherwise
        self._read = read

    @operation()
    def get(
        self,
        record_id: Id,
        *,
        properties: Names | None = None,
        associations: Names | None = None,
        archived: bool | None = None,
        id_property: str | None = None,
    ) -> Generator[Any, Any, V]:
        """Get a record by its id, or by the value of a unique property named in `id_property`. Raises NotFound."""
        definitions, names = yield from self._defined(properties, id_property)
        found = yield from plan_of(
            self._plain.get,
            self._objects,
            record_id,
            properties=names,
            associations=associations,
            archived=archived,
            id_property=id_property,
        )
        return self._read(found, definitions)

    @listing()
    def list(
        self,
        *,
        limit: int | None = None,
        properties: Names | None = None,
        associations: Names | None = None,
        archived: bool | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[V]:
        """List every record in the order of their ids, or the first `limit`."""
        pages = pages_of(
            self._plain.list,
            self._objects,
            limit=limit,
            properties=_lower(properties),
            associations=associations,
            archived=archived,
            page_size=page_size,
            after=after,
        )
        return self._typed_pages(pages, properties)

    @listing()
    def search(
        self,
        filters: Filters | None = None,
        *,
        query: str | None = None,
        sorts: Sorts = (),
        properties: Names | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[V]:
        """Search for records that match the filters and contain the words of `query`.

        They are found as `search` of the plain records finds them.
        InputError also for an option, number or flag to compare with that the property cannot have, by which HubSpot
        would find nothing.
        """
        pages = pages_of(
            self._plain.search,
            self._objects,
            filters,
            query=query,
            sorts=sorts,
            properties=_lower(properties),
            limit=limit,
            page_size=page_size,
            after=after,
        )
        groups = groups_of(filters)
        named = [str(each["propertyName"]) for group in groups for each in group]
        named += [sorted_by(each) for each in sorts_of(sorts)]
        others = [each for each in named if not each.startswith("associations.")]
        return self._typed_pages(pages, properties, *others, groups=groups)

    @listing()
    def list_modified(
        self,
        since: Moment | None = None,
        *,
        limit: int | None = None,
        properties: Names | None = None,
        page_size: int | None = None,
    ) -> Pages[V]:
        """List records by last change, the oldest first; only those changed `since`, if it is given.

        All of them, and the listing has a `checkpoint`, as `list_modified(oldest_first=True)` of the plain records.
        """
        pages = pages_of(
            self._plain.list_modified,
            self._objects,
            since,
            oldest_first=True,
            limit=limit,
            properties=_lower(properties),
            page_size=page_size,
        )
        return self._typed_pages(pages, properties)

    @operation()
    def create(self, properties: P, *, associations: Associated = ()) -> Generator[Any, Any, V]:
        """Create a record. Returns the new record. Raises Conflict."""
        definitions, wired = yield from self._written(properties)
        made = yield from plan_of(self._plain.create, self._objects, wired, associations=associations)
        return self._read(made, definitions)

    @operation()
    def update(self, record_id: Id, properties: P, *, id_property: str | None = None) -> Generator[Any, Any, V]:
        """Change these properties of a record; None clears one. Returns the changed record. Raises NotFound."""
        definitions, wired = yield from self._written(properties, id_property)
        changed = yield from plan_of(self._plain.update, self._objects, record_id, wired, id_property=id_property)
        return self._read(changed, definitions)

    @operation()
    def upsert(self, key: Id, properties: P, *, id_property: str | None = None) -> Generator[Any, Any, V]:
        """Change the record whose `id_property` is `key`, or create it. Returns the record."""
        definitions, wired = yield from self._written(properties, id_property)
        done = yield from plan_of(self._plain.upsert, self._objects, key, wired, id_property=id_property)
        return self._read(done, definitions)

    @operation()
    def batch_read(
        self,
        ids: IdsOrInputs,
        *,
        properties: Names | None = None,
        id_property: str | None = None,
        archived: bool | None = None,
        raise_errors: bool = False,
    ) -> Generator[Any, Any, Batch[V]]:
        """Read the records with these ids, or with these values of `id_property`.

        Missing ones are in `failures`.
        """
        definitions, names = yield from self._defined(properties, id_property)
        batch = yield from plan_of(
            self._plain.batch_read,
            self._objects,
            ids,
            properties=names,
            id_property=id_property,
            archived=archived,
            raise_errors=False,
        )
        return self._typed_batch(batch, definitions, None, raise_errors=raise_errors)

    @operation()
    def batch_create(self, inputs: Rows[P], *, raise_errors: bool = True) -> Generator[Any, Any, Batch[V]]:
        """Create records. Any number. Returns the new records.

        An input is a mapping of properties, or `{"properties": …, "associations": …}`.
        """
        return self._batch("batch_create", inputs, {}, raise_errors=raise_errors)

    @operation()
    def batch_update(
        self,
        inputs: Mapping[Id, P] | Rows[Mapping[str, Any]],
        *,
        id_property: str | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[V]]:
        """Change records. Returns the changed records.

        Inputs are `{"id": …, "properties": {…}}`, or a mapping from ids to properties.
        """
        return self._batch("batch_update", inputs, {"id_property": id_property}, raise_errors=raise_errors)

    @operation()
    def batch_upsert(
        self,
        inputs: Mapping[Id, P] | Rows[P],
        *,
        id_property: str | None = None,
        raise_errors: bool = True,
    ) -> Generator[Any, Any, Batch[V]]:
        """Change the records found by `id_property` and create the others. Returns all.

        Inputs are as for the plain records' `batch_upsert`.
        """
        return self._batch("batch_upsert", inputs, {"id_property": id_property}, raise_errors=raise_errors)

    def _defined(
        self, properties: Names | None, *others: str | None, groups: Sequence[Sequence[Mapping[str, Any]]] = ()
    ) -> Generator[Any, Any, tuple[Definitions, Any]]:
        """The definitions, and the names to ask for, each of which there is; values of filters are checked too."""
        names = None if properties is None else property_names_of(properties, "properties")
        whole = names == ALL
        if (names is None or whole) and not any(others):
            return (yield from definitions_of(self._objects.object_type, refresh=whole)), names

        def check(definitions: Definitions) -> list[str] | None:
            for other in filter(None, others):
                definitions.find(other, other)
            check_values(definitions, groups)
            if names is None or whole:
                return names
            return [definitions.find(each, f"properties[{index}]").name for index, each in enumerate(names)]

        return (yield from checked_by(self._objects.object_type, check))

    def _written(self, properties: Any, key: str | None = None) -> Generator[Any, Any, tuple[Definitions, Any]]:
        keys = [key] if key else []
        return checked_by(
            self._objects.object_type, lambda definitions: properties_to_wire(definitions, properties, keys=keys)
        )

    def _typed_pages(
        self,
        pages: Pages[Any],
        properties: Names | None,
        *others: str,
        groups: Sequence[Sequence[Mapping[str, Any]]] = (),
    ) -> Pages[V]:
        known: list[Definitions] = []

        def fetch(cursor: Any) -> Generator[Any, Any, Any]:
            if not known:
                definitions, _ = yield from self._defined(properties, *others, groups=groups)
                known.append(definitions)
            return (yield from pages.fetch(cursor))

        def items(page: Any) -> list[V]:
            return [self._read(each, known[0]) for each in pages.items(page)]

        return replace(cast("Any", pages), fetch=fetch, items=items)

    def _batch(
        self, method: str, inputs: Any, options: dict[str, Any], *, raise_errors: bool
    ) -> Generator[Any, Any, Batch[V]]:
        given: Sequence[Any]
        if isinstance(inputs, Mapping):
            given = [{"id": key, "properties": properties} for key, properties in inputs.items()]  # pyright: ignore[reportUnknownVariableType,reportUnknownMemberType] # checked one by one
        else:
            given = listed(inputs)
        read: Callable[..., Any] = partial(_row, taken=_CHANGED if options else _NEW, **options)

        def check(definitions: Definitions) -> list[Any]:
            return [read(definitions, each, f"inputs[{index}]") for index, each in enumerate(given)]

        # A row that is refused is that row's end, so that it is looked at twice as a single write is.
        def strict(definitions: Definitions) -> list[Any]:
            rows = check(definitions)
            if refused := next((each for each in rows if isinstance(each, InputError)), None):
                raise refused
            return rows

        kind = self._objects.object_type
        try:
            definitions, rows = yield from checked_by(kind, strict)
        except InputError:
            definitions = yield from definitions_of(kind)
            rows = check(definitions)
        batch = yield from plan_of(getattr(self._plain, method), self._objects, rows, **options, raise_errors=False)
        return self._typed_batch(batch, definitions, given, raise_errors=raise_errors)

    def _typed_batch(
        self, batch: Batch[Any], definitions: Definitions, given: Sequence[Any] | None, *, raise_errors: bool
    ) -> Batch[V]:
        """The batch with typed results, and the inputs that were given."""
        made = {id(each): self._read(each, definitions) for each in batch.results}

        def typed(result: Any) -> Any:
            if result is None:
                return None
            return made[id(result)] if id(result) in made else self._read(result, definitions)

        outcomes = [
            replace(each, result=typed(each.result), input=each.input if given is None else given[each.index])
            for each in batch.outcomes
        ]
        found: Batch[V] = replace(
            cast("Any", batch), outcomes=outcomes, results=[made[id(each)] for each in batch.results]
        )
        if raise_errors:
            found.raise_for_failures()
        return found


def _row(
    definitions: Definitions, each: Any, field: str, *, taken: tuple[str, ...], id_property: str | None = None
) -> Any:
    """An input with its properties as HubSpot takes them, or why it cannot be sent."""
    try:
        one = read_input(each, field, taken=taken)
        keys = [one.id_property(id_property) or "hs_object_id"] if "id" in taken else ()
        where = f"{field}.properties" if one.wrapped else field
        wired = properties_to_wire(definitions, one.properties, where, keys=keys)
        return {**one.beside, "properties": wired} if one.wrapped else {**one.beside, **wired}
    except InputError as error:
        return refusal(error)


def properties_of_record(record: Record) -> Mapping[str, Any]:
    """What HubSpot answered of its properties; UnreadableValue where that is something else."""
    found: Any = record.properties
    if not isinstance(found, Mapping):
        raise UnreadableValue("properties", f"{shown(found)} is not a mapping of names to values")
    return cast("Mapping[str, Any]", found)


def typed_record(record: Record, definitions: Definitions) -> TypedRecord:
    """A record with the values that its properties' texts stand for."""
    values: dict[str, Value] = {}
    unread: dict[str, str] = {}
    for name, text in properties_of_record(record).items():
        values[name] = text
        definition = definitions.get(name)
        if definition is None:  # it was made after the definitions were read
            if text:
                unread[name] = f"{shown(text)} belongs to a property that has no definition"
            continue
        try:
            values[name] = read_value(definition, text)
        except ValueError as problem:
            unread[name] = f"{shown(text)} {problem}"
    return TypedRecord(record, values, unread)


def _lower(names: Names | None) -> list[str] | None:
    return None if names is None else property_names_of(names, "properties")
