"""Reading records of any object type: one, all, those that match, those that changed. `Objects` adds what writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, overload

from hubspot_facade.basic_errors import IncompleteAnswer, InputError
from hubspot_facade.crm.records import OVERLAP
from hubspot_facade.crm.records.batches import ALL, RecordBatches, is_simple
from hubspot_facade.late import late_module
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import Async, C, Sync, listing, listing_on, operation, pages_of
from hubspot_facade.plans.plan import Done, needing
from hubspot_facade.wire.ids import id_of, names_of, object_type_of, property_names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from hubspot_openapi.v2026_03.crm.associations import operations as search_calls  # where this edition has it
    from hubspot_openapi.v2026_03.crm.objects import operations as calls

    from hubspot_facade.crm import filters as filtering
    from hubspot_facade.crm.records import modified as modifications
    from hubspot_facade.crm.records import search as searching
    from hubspot_facade.crm.records import sorts as sorting
    from hubspot_facade.crm.records.changes import Change
    from hubspot_facade.crm.records.record import Record, RecordWithAssociations
    from hubspot_facade.plans import paging
    from hubspot_facade.plans.paging import AsyncListing, Listing, Pages
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.tables.columns import Numbers
    from hubspot_facade.tables.rows import Layout
    from hubspot_facade.wire import dates
    from hubspot_facade.wire.argument_types import Filters, Id, Moment, Names, Sorts
else:
    search_calls = calls = edition_calls("crm.objects")
    filtering = late_module("hubspot_facade.crm.filters")
    modifications = late_module("hubspot_facade.crm.records.modified")
    searching = late_module("hubspot_facade.crm.records.search")
    sorting = late_module("hubspot_facade.crm.records.sorts")
    paging = late_module("hubspot_facade.plans.paging")
    dates = late_module("hubspot_facade.wire.dates")

# What reads may call, beyond the first one, where names or associations are too many for it.
_DEFINED = "crm.properties.get_all"
RECORD_CALLS = ("crm.objects.get_by_id", "crm.objects.batch_read", "crm.associations.batch_read", _DEFINED)
_PAGE = ("crm.objects.get_page", "crm.objects.batch_read", "crm.associations.batch_read", _DEFINED)
_SEARCH = ("crm.objects.search", _DEFINED)
_ROWS = 1_000  # of a table at once
_CHANGES = (*_PAGE, "crm.objects.search")

# Fields of HubSpot's search body.
SEARCH_FIELDS = {"filter_groups": "filters", "limit": "page_size"}


class RecordReads(RecordBatches[C]):
    """What reads records of one object type."""

    _noun = "record"
    _modified = "hs_lastmodifieddate"

    @operation(uses=RECORD_CALLS)
    def get(
        self,
        record_id: Id,
        *,
        properties: Names | None = None,
        properties_with_history: Names | None = None,
        associations: Names | None = None,
        archived: bool | None = None,
        id_property: str | None = None,
    ) -> Plan[RecordWithAssociations]:
        """Get a record by its id, or by the value of a unique property named in `id_property`.

        Without `properties` HubSpot returns a few default ones; "all" are all that the type has. Any number of names,
        and all associations, in more requests than one where HubSpot needs them. Raises NotFound.
        """
        key = id_of(record_id, f"{self._noun}_id")
        names, history = _listed(properties, "properties"), _listed(properties_with_history, "properties_with_history")
        others = None if associations is None else names_of(associations, "associations")
        if not is_simple(names, history, others):
            from hubspot_facade.crm.records.full_reads import read_record

            return read_record(
                self,
                key,
                properties=names,
                history=history,
                associations=others,
                archived=archived,
                id_property=id_property,
            )
        read = calls.get_by_id(
            self.object_type,
            key,
            properties=names,
            properties_with_history=history,
            archived=archived,
            id_property=id_property,
        )
        return needing(read, "id")

    @listing(uses=_PAGE)
    def list(
        self,
        *,
        limit: int | None = None,
        properties: Names | None = None,
        properties_with_history: Names | None = None,
        associations: Names | None = None,
        archived: bool | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[RecordWithAssociations]:
        """List every record in the order of their ids, or the first `limit`.

        `page_size` is up to 100 (50 with histories).
        Any number of properties, "all" for all that the type has when the listing begins; more than a URL holds are
        read in batches. All associations, however many a record has. What is created while the listing is read comes
        at its end; what is archived or merged before its page is read is left out.
        """
        size = page_size or min(50 if properties_with_history else 100, limit or 100)
        names, history = _listed(properties, "properties"), _listed(properties_with_history, "properties_with_history")
        others = None if associations is None else names_of(associations, "associations")
        layout = self._layout(names, associations=others or (), history=history)
        if not is_simple(names, history, others):
            from hubspot_facade.crm.records.full_reads import record_pages

            return record_pages(
                self,
                size=size,
                after=after,
                limit=limit,
                properties=names,
                history=history,
                associations=others,
                archived=archived,
                layout=layout,
            )
        return paging.Pages(
            fetch=lambda cursor: needing(
                calls.get_page(
                    self.object_type,
                    limit=size,
                    after=cursor,
                    properties=names,
                    properties_with_history=history,
                    archived=archived,
                ),
                "[].id",
            ),
            start=after,
            limit=limit,
            layout=layout,
        )

    @listing(uses=_SEARCH)
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
    ) -> Pages[Record]:
        """Search for records that match the filters and contain the words of `query`.

        Filters are written with `P`, `(P.amount >= 10_000) & P.dealstage.in_(["a", "b"])`, or with the functions of
        `crm.filters`; sorts as `P.amount.desc()` or "-amount". InputError if they exceed what HubSpot takes: 5
        alternatives, 6 conditions in one, 18 in all, 3,000 characters.

        All of them, however many, in the order of their ids: each page asks for ids above the last one, so no record is
        skipped when others cease to match while you work on them. If HubSpot's limits leave no room for that
        filter (6 in a group, 18 altogether, 3,000 characters), or with a sort of your own, pages use offsets: the
        listing goes back by as many records as ceased to match, and returns none twice. Past the first 10,000 it then
        raises an InputError that says what to do, and changing what you sort by moves records past your position.
        Raises IncompleteAnswer if HubSpot stops before it has returned as many as it counts.

        `after` is HubSpot's offset, where the first page starts. What was just written may be missing, and
        archived records always are.
        """
        return self._search(
            filtering.groups_of(filters),
            query=query,
            sorts=sorting.sorts_of(sorts),
            properties=properties,
            limit=limit,
            page_size=page_size,
            after=after,
        )

    @listing(uses=_SEARCH)
    def list_modified(
        self,
        since: Moment | None = None,
        *,
        oldest_first: bool = False,
        overlap: float = OVERLAP,
        limit: int | None = None,
        properties: Names | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[Record]:
        """List records by last change, the latest first; only those changed `since`, if it is given.

        With the latest first, HubSpot returns 10,000; past them an InputError is raised.

        `oldest_first` returns all of them, however many, up to the latest change when it began, and misses none that
        changes meanwhile. The listing's `checkpoint` is text that a later `since` accepts. That listing goes back by
        `overlap` seconds before the latest change that was read, or before a minute ago by HubSpot's clock if that is
        later, since search finds a change only after a while (up to half a minute has been seen): changes of that time
        are repeated. Raises IncompleteAnswer as `search` does.
        With `after`, HubSpot's offset, it is a plain search again, of 10,000.
        """
        order = {"propertyName": self._modified, "direction": "ASCENDING" if oldest_first else "DESCENDING"}
        if oldest_first and after is None:
            shown = property_names_of(properties or (), "properties")
            shown += [self._modified] if shown and self._modified not in shown and shown != ALL else []
            search = searching.Search(properties=shown, size=min(page_size or searching.PAGE, limit or searching.PAGE))
            start = modifications.taken_up(since, overlap)
            pages = modifications.modified_pages(
                self._finder(shown), search, self._modified, start, overlap=overlap, limit=limit
            )
            return replace(pages, layout=self._layout(_listed(properties, "properties")))
        if isinstance(since, str) and since.count("/") >= 3:
            raise InputError("since", "is a checkpoint, which only a listing with oldest_first=True can continue")
        return self._search(
            filtering.groups_of(
                filtering.at_least(self._modified, dates.millis_of(since, "since")) if since is not None else None
            ),
            sorts=[order],
            properties=properties,
            limit=limit,
            page_size=page_size,
            after=after,
            way_out=("since", "those changed last; give a later moment, or list with oldest_first"),
        )

    @listing(uses=_CHANGES)
    def changes(
        self,
        since: Moment | None = None,
        *,
        properties: Names = "all",
        associations: Names | None = None,
        archived: bool = True,
        overlap: float = OVERLAP,
        limit: int | None = None,
        page_size: int | None = None,
    ) -> Pages[Change]:
        """List what happened to records since a moment, or since an earlier listing's `checkpoint`.

        First records that were created or changed, the oldest change first, as `list_modified(oldest_first=True)` has
        them, with their `associations` to the named object types read again; before each, those that were merged into
        it. Then those that were archived. Without `since` all records are listed as changed, and of archived ones only
        those of the last minute.
        To bring a copy up to date, apply the changes in their order; a change may come twice.

        HubSpot does not show an association that changes alone, an erasure (GDPR), a restored record before it changes,
        or a record that was archived more than 90 days ago.
        """
        from hubspot_facade.crm.records.changes import MERGED, change_pages, start_of

        names = property_names_of(properties, "properties")
        others = [object_type_of(each, "associations") for each in names_of(associations or (), "associations")]
        others = [*dict.fromkeys(others)]
        if names != ALL:
            names += [each for each in (self._modified, MERGED) if each not in names]
        search = searching.Search(properties=names, size=min(page_size or searching.PAGE, limit or searching.PAGE))
        size = min(page_size or 100, 100)
        bin_ = pages_of(RecordReads.list, self, properties=names, archived=True, page_size=size) if archived else None
        pages = change_pages(
            self.object_type,
            lambda start: modifications.modified_pages(
                self._finder(names), search, self._modified, start, overlap=overlap, limit=None
            ),
            self._latest_change,
            bin_,
            start_of(since, overlap),
            associations=others,
            overlap=overlap,
            limit=limit,
        )
        asked = property_names_of(properties, "properties")
        return replace(pages, layout=self._layout(asked, associations=others, changes=True))

    @operation()
    def get_checkpoint(self) -> Generator[Any, Any, str]:
        """Get a checkpoint of a reading that begins now, to go on from later.

        Read all with `list`, then later `changes` since this.
        """
        from hubspot_facade.crm.records.changes import checkpoint_at

        return checkpoint_at((yield from self._latest_change()))

    def _latest_change(self) -> Generator[Any, Any, int]:
        """When a record was last changed, in milliseconds; 0 if there are none."""
        pages = pages_of(RecordReads.list_modified, self, limit=1, properties=[self._modified])
        page = yield from pages.fetch(pages.start)
        for record in page.results or ():
            moment: Moment | None = record.properties.get(self._modified) or record.updated_at
            if moment is None:
                raise IncompleteAnswer(f"HubSpot does not say when record {record.id} was changed")
            return dates.millis_of(moment, self._modified)
        return 0

    @overload
    def table(self: RecordReads[Sync], records: Iterable[Any], *, properties: Names | None = None) -> Listing[Any]: ...
    @overload
    def table(
        self: RecordReads[Async], records: Iterable[Any], *, properties: Names | None = None
    ) -> AsyncListing[Any]: ...
    def table(self, records: Iterable[Any], *, properties: Names | None = None) -> Any:
        """Make a listing of records that were read before: for rows, a table or a file.

        The records may be a batch.
        `hs.contacts.table(batch).to_parquet("people.parquet")`. Without `properties` the columns are those that the
        records have; their associations and histories are columns too. Changes that were read before may be given in
        place of records.
        """
        from hubspot_facade.crm.records.record_rows import parts_of

        given = [*records]
        pages: Pages[Any] = paging.Pages(
            fetch=lambda start: Done(paging.Page(given[start : start + _ROWS], None)),
            after=lambda _page, start: start + _ROWS if start + _ROWS < len(given) else None,
            start=0,
            layout=self._layout(_listed(properties, "properties"), **parts_of(given)),
        )
        return listing_on(self._client, pages)

    def _search(
        self,
        groups: Sequence[Sequence[Mapping[str, Any]]],
        *,
        query: str | None = None,
        sorts: str | Mapping[str, str] | Sequence[str | Mapping[str, str]] = (),
        properties: Names | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
        way_out: tuple[str, str] | None = None,
    ) -> Pages[Any]:
        names = property_names_of(properties or (), "properties")
        size = page_size or min(searching.PAGE, limit or searching.PAGE)
        search = searching.Search(groups, query, sorting.sorts_of(sorts), names, size)
        search.check()
        found = searching.search_pages(self._finder(names), search, limit=limit, after=after, way_out=way_out)
        pages = replace(found, layout=self._layout(names))
        if way_out is not None:  # the properties are ours, not the caller's
            return pages
        from hubspot_facade.crm.records.searched_names import checked_first  # only searches look at definitions
        from hubspot_facade.crm.records.searched_values import check_own_values

        check_own_values(self.object_type, groups)
        return checked_first(pages, self.object_type, search.names, groups)

    def _layout(self, names: Sequence[str] | None, **more: Any) -> Callable[[Numbers], Layout]:
        """How records with these properties become rows."""

        def layout(numbers: Numbers) -> Layout:
            from hubspot_facade.crm.records.record_rows import RecordLayout

            return RecordLayout(self.object_type, numbers, properties=names or None, **more)

        return layout

    def _finder(self, names: Sequence[str]) -> Callable[[dict[str, Any]], Plan[Any]]:
        if names != ALL:
            return self._found
        from hubspot_facade.crm.records.full_reads import with_all_properties

        return with_all_properties(self.object_type, self._found)

    def _found(self, body: dict[str, Any]) -> Plan[Any]:
        return needing(search_calls.search(self.object_type, body=body), "[].id", "[].properties")


def _listed(names: Names | None, field: str) -> list[str] | None:
    return None if names is None else property_names_of(names, field)
