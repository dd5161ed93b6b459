"""What happened to records since a moment, as the pure parts of a listing: changes, then what was archived.

Changes are those of `modified`. Search finds no archived records, and archiving leaves the time of the last change as
it was, so that archived records come from their own listing, which has no order by time and is read as a whole. A
record that was merged into another is neither found nor archived; the other one names it in `hs_merged_object_ids`.

A later reading of archived records does not begin at the latest of them: one may be archived behind the position
of this reading, before others that are still to come. It begins at a change that was there when this reading began.
The first reading knows of none, so that it looks for the latest change before anything else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from hubspot_facade.crm.associations.found import read_associated
from hubspot_facade.crm.properties.definitions import named_type
from hubspot_facade.crm.records.modified import Position, finished, taken_up
from hubspot_facade.errors import IncompleteAnswer, InputError
from hubspot_facade.plans.batching import Batch
from hubspot_facade.plans.paging import Page, Pages
from hubspot_facade.wire.dates import iso_of, millis_of
from hubspot_facade.wire.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.wire.dates import Moment

MERGED = "hs_merged_object_ids"


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a record: it was created or "changed", it was "archived", or it was "merged" `into` another.

    `record` is the record as it is now; of a merged one nothing is left. `associations` are those of a changed record
    by object type, each with its labels, where they were asked for.
    """

    kind: Literal["changed", "archived", "merged"]
    id: str
    record: Record | None = None
    into: str | None = None
    associations: Mapping[str, Sequence[Any]] = field(default_factory=dict[str, "Sequence[Any]"])


class Place(NamedTuple):
    """The position: that of the changes, then `done`, their checkpoint, and the cursor of the archived records."""

    position: Position | None
    done: str = ""
    cursor: Any = None


def start_of(since: Moment | None, overlap: float) -> tuple[Position, int | None]:
    """Where to begin, and from when on archived records are reported, None for now: at a moment, or at a checkpoint."""
    if isinstance(since, str) and since.count("/") == 4:
        changed, _, floor = since.rpartition("/")
        return taken_up(changed, overlap), millis_of(floor or None, "since")
    if isinstance(since, str) and since.count("/") == 3:
        raise InputError("since", f"{shown(since)} is a checkpoint of `list_modified`, which has no archived records")
    return taken_up(since, overlap), None if since is None else millis_of(since, "since")


def checkpoint_at(until: int) -> str:
    """The checkpoint after the latest change."""
    return f"{finished(until)}/{iso_of(until, 'since')}"


def change_pages(
    kind: str,
    modified: Callable[[Position], Pages[Any]],
    latest: Callable[[], Plan[int]],
    archived: Pages[Any] | None,
    start: tuple[Position, int | None],
    *,
    associations: Sequence[str],
    overlap: float,
    limit: int | None,
) -> Pages[Change]:
    """The parts of the listing; without `archived` it ends with the changes. `latest` is the time of the latest one."""
    changed = modified(start[0])
    floor = start[1]

    def fetch(place: Place) -> Generator[Any, Any, Any]:
        nonlocal floor
        if floor is None:
            floor = yield from latest()
        if place.position is None:
            page = yield from (archived or changed).fetch(place.cursor)
            since = floor - round(overlap * 1000)
            results = [each for each in page.results or () if _archived_since(each, since)]
            return Page([change for each in results for change in (*_merges(each), _archival(each))], page)
        page = yield from changed.fetch(place.position)
        results = [*changed.items(page)]
        related = yield from _related(kind, associations, [each.id for each in results])
        return Page([change for each in results for change in (*_merges(each), _change(each, related))], page)

    def after(page: Any, place: Place) -> Place | None:
        if place.position is None:
            cursor = (archived or changed).after(page.source, place.cursor)
            return None if cursor is None else place._replace(cursor=cursor)
        position = changed.after(page.source, place.position)
        if position is not None:
            return place._replace(position=position)
        if archived is None:
            return None
        return Place(None, done=changed.checkpoint(page.source, place.position) or "")

    def checkpoint(page: Any, place: Place) -> str:
        done = place.done
        if place.position is not None:
            done = changed.checkpoint(None if page is None else page.source, place.position) or ""
        if archived is not None and page is not None and after(page, place) is None:
            return f"{done}/{done.split('/')[2]}"
        return f"{done}/{iso_of(floor, 'since') or ''}"

    return Pages(fetch=fetch, after=after, start=Place(start[0]), limit=limit, checkpoint=checkpoint)


def _related(
    kind: str, others: Sequence[str], ids: list[str]
) -> Generator[Any, Any, Mapping[str, Mapping[str, Sequence[Any]]]]:
    """The associations of records, by object type and id."""
    related: dict[str, Mapping[str, Sequence[Any]]] = {}
    for other in others:
        to = yield from named_type(other, "associations")
        if not ids:
            continue
        found = yield from read_associated(kind, to, ids, raise_errors=False)
        Batch([*found.failures]).raise_unless_missing()
        related[other] = found
    return related


def _change(record: Any, related: Mapping[str, Mapping[str, Sequence[Any]]]) -> Change:
    held = {other: found.get(record.id, ()) for other, found in related.items()}
    return Change("changed", record.id, record, associations=held)


def _archival(record: Any) -> Change:
    return Change("archived", record.id, record)


def _merges(record: Any) -> Iterator[Change]:
    properties: Any = record.properties
    merged = (cast("dict[str, Any]", properties).get(MERGED) or "") if isinstance(properties, dict) else None
    if not isinstance(merged, str):
        raise IncompleteAnswer(f"HubSpot does not say which records were merged into {record.id}")
    for each in merged.split(";"):
        if each and each != record.id:
            yield Change("merged", each, into=record.id)


def _archived_since(record: Any, since: int) -> bool:
    when: Moment | None = getattr(record, "archived_at", None)
    return when is None or millis_of(when, "archived_at") >= since
