"""Records read in full: with any number of properties, and with all of their associations.

A URL can only hold so many names. Past that, records are read by id alone, and their properties by a batch read, whose
names travel in the body. HubSpot puts the first hundred associations of a type into a record, with a cursor;
the associations of such records are read again, all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.associations.found import read_associated
from hubspot_facade.crm.associations.types import hubspot_types
from hubspot_facade.crm.properties.definitions import definitions_of, named_type
from hubspot_facade.crm.records.batches import ALL, RecordBatches, is_wide
from hubspot_facade.plans.batching import Batch
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import plan_of
from hubspot_facade.plans.paging import Page, Pages, cursor_after
from hubspot_facade.plans.plan import needing

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping, Sequence

    from hubspot_openapi.v2026_03.crm.objects import operations as calls

    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.tables.columns import Numbers
    from hubspot_facade.tables.rows import Layout
else:
    calls = edition_calls("crm.objects")

_ID_ALONE = ["hs_object_id"]
_ASSOCIATIONS = "associations?.*?.paging?.next_?.after?"


def expanded(object_type: str, names: list[str] | None) -> Generator[Any, Any, list[str] | None]:
    """The names, or those of every property as it is defined now."""
    if names != ALL:
        return names
    return [*(yield from definitions_of(object_type, refresh=True))]


def with_all_properties(
    object_type: str, call: Callable[[dict[str, Any]], Plan[Any]]
) -> Callable[[dict[str, Any]], Plan[Any]]:
    """A search's call, whose body names every property; definitions are read for the first page."""
    names: list[str] = []
    return lambda body: _AllProperties(object_type, call, body, names)


class _AllProperties:
    """One search of these; `date` is the time by HubSpot's clock when it was answered."""

    def __init__(
        self, object_type: str, call: Callable[[dict[str, Any]], Plan[Any]], body: dict[str, Any], names: list[str]
    ) -> None:
        self._object_type = object_type
        self._call = call
        self._body = body
        self._names = names
        self.date: str | None = None

    def __iter__(self) -> Generator[Any, Any, Any]:
        self._names[:] = self._names or (yield from expanded(self._object_type, ALL)) or ()
        search = self._call({**self._body, "properties": self._names})
        found = yield from search
        self.date = getattr(search, "date", None)
        return found


def read_record(
    objects: RecordBatches[Any],
    key: str,
    *,
    properties: list[str] | None,
    history: list[str] | None,
    associations: Sequence[str] | None,
    archived: bool | None,
    id_property: str | None,
) -> Generator[Any, Any, Any]:
    """A record with all that is asked for."""
    kind = objects.object_type
    names = yield from expanded(kind, properties)
    former = yield from expanded(kind, history)
    others = yield from _type_of_each(associations)
    wide = is_wide(names, former, others)
    record = yield from needing(
        calls.get_by_id(
            kind,
            key,
            properties=_ID_ALONE if wide else names,
            properties_with_history=None if wide else former,
            associations=others,
            archived=archived,
            id_property=id_property,
        ),
        *("id", "properties", _ASSOCIATIONS),
    )
    if wide:
        batch = yield from _batch(objects, [record.id], names, former, archived)
        for failure in batch.failures:
            raise failure.error
        _fill(record, batch.results[0])
    yield from complete_associations(kind, [record])
    return record


def record_pages(
    objects: RecordBatches[Any],
    *,
    size: int,
    after: str | None,
    limit: int | None,
    properties: list[str] | None,
    history: list[str] | None,
    associations: Sequence[str] | None,
    archived: bool | None,
    layout: Callable[[Numbers], Layout] | None = None,
) -> Pages[Any]:
    """The parts of a listing of records with all that is asked for."""
    kind = objects.object_type
    asked: list[list[str] | None] = []

    def fetch(cursor: Any) -> Generator[Any, Any, Any]:
        if not asked or cursor == after:  # it may be iterated again
            names = yield from expanded(kind, properties)
            asked[:] = [names, (yield from expanded(kind, history)), (yield from _type_of_each(associations))]
        names, former, others = asked
        wide = is_wide(names, former, others)
        page: Any = yield from needing(
            calls.get_page(
                kind,
                limit=size,
                after=cursor,
                properties=_ID_ALONE if wide else names,
                properties_with_history=None if wide else former,
                associations=others,
                archived=archived,
            ),
            *("[].id", "[].properties", f"[].{_ASSOCIATIONS}"),
        )
        records: list[Any] = page.results or []
        if wide:
            records = yield from _filled(objects, records, names, former, archived)
        if associations:
            records = yield from complete_associations(kind, records)
        return page if records == page.results else Page(records, page)

    return Pages(fetch=fetch, start=after, limit=limit, layout=layout)


def complete_associations(kind: str, records: Sequence[Any]) -> Generator[Any, Any, list[Any]]:
    """The records with all of their associations; without those that are gone meanwhile."""
    cut: dict[str, list[Any]] = {}
    for record in records:
        associations: Mapping[str, Any] = record.associations or {}
        for other, held in associations.items():
            if cursor_after(held, None) is not None:
                cut.setdefault(other, []).append(record)
    gone: set[str] = set()
    for other, several in cut.items():
        found = yield from read_associated(kind, other, [each.id for each in several], raise_errors=False)
        Batch([*found.failures]).raise_unless_missing()
        for record in several:
            if record.id not in found:
                gone.add(record.id)
                continue
            held = record.associations[other]
            held.results = _entries(kind, other, held.results, found[record.id])
            held.paging = None
    return [each for each in records if each.id not in gone]


def _type_of_each(names: Sequence[str] | None) -> Generator[Any, Any, list[str] | None]:
    """Object types as HubSpot takes them; a custom type may be given by its bare name."""
    if names is None:
        return None
    found: list[str] = []
    for each in names:
        kind = yield from named_type(each, "associations")
        found.append(kind)
    return found


def _filled(
    objects: RecordBatches[Any],
    records: Sequence[Any],
    names: list[str] | None,
    former: list[str] | None,
    archived: bool | None,
) -> Generator[Any, Any, list[Any]]:
    """The records with their properties, without those that were archived, restored or merged meanwhile."""
    if not records:
        return []
    batch = yield from _batch(objects, [each.id for each in records], names, former, archived)
    batch.raise_unless_missing()
    found = {each.id: each for each in batch.results}
    for record in records:
        if record.id in found:
            _fill(record, found[record.id])
    return [each for each in records if each.id in found]


def _batch(
    objects: RecordBatches[Any],
    ids: list[str],
    names: list[str] | None,
    former: list[str] | None,
    archived: bool | None,
) -> Plan[Batch[Any]]:
    plan: Plan[Any] = plan_of(
        RecordBatches.batch_read,
        objects,
        ids,
        properties=names,
        properties_with_history=former,
        archived=archived,
    )
    return plan


def _fill(record: Any, found: Any) -> None:
    record.properties = found.properties
    record.updated_at = found.updated_at
    if getattr(found, "properties_with_history", None) is not None:
        record.properties_with_history = found.properties_with_history


def _entries(kind: str, other: str, first: Sequence[Any], found: Sequence[Any]) -> list[Any]:
    """All associations in the form of the first ones, which HubSpot put into the record."""
    names = _type_names(kind, other, first, found)
    entry: Any = first[0].__class__
    return [
        entry(id=str(each.to_object_id), type_=names[one.category, one.type_id])
        for each in found
        for one in each.association_types
    ]


def _type_names(kind: str, other: str, first: Sequence[Any], found: Sequence[Any]) -> Mapping[tuple[str, int], str]:
    """The names of association types: as the first associations have them, otherwise HubSpot's, or the label."""
    shown: dict[str, set[str]] = {}
    for each in first:
        shown.setdefault(str(each.id), set()).add(each.type_)
    types = {(one.category, one.type_id): one for each in found for one in each.association_types}
    names: dict[tuple[str, int], str] = {}
    pairs = [
        (shown[str(each.to_object_id)], {(one.category, one.type_id) for one in each.association_types})
        for each in found
        if str(each.to_object_id) in shown
    ]
    while learned := _learned(pairs, names):
        names |= learned
    return names | {key: _name_of(one) for key, one in types.items() if key not in names}


def _learned(
    pairs: Iterable[tuple[set[str], set[tuple[str, int]]]], names: Mapping[tuple[str, int], str]
) -> dict[tuple[str, int], str]:
    """Types whose name is certain now: the only one of a record's that has no name yet."""
    found: dict[tuple[str, int], str] = {}
    for shown, types in pairs:
        left = shown - {names[each] for each in types if each in names}
        unnamed = [each for each in types if each not in names]
        if len(left) == len(unnamed) == 1:
            found[unnamed[0]] = left.pop()
    return found


def _name_of(one: Any) -> str:
    if one.category == "HUBSPOT_DEFINED":
        types = hubspot_types()
        for each in types:
            if each.id == one.type_id and each.variant in (None, "primary"):
                ends = (each.from_name, each.to_name)
                has_primary = any((of.from_name, of.to_name, of.variant) == (*ends, "primary") for of in types)
                name = "_to_".join(ends).replace(" ", "_")
                return f"{name}_unlabeled" if has_primary and each.variant is None else name
    return one.label or f"{one.category.lower()}_{one.type_id}"
