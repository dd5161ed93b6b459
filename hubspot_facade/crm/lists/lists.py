"""Lists, which HubSpot also calls segments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.crm.lists.memberships import FIELDS, Memberships
from hubspot_facade.crm.lists.v1_filters import V1Filters, branch_of
from hubspot_facade.errors import InputError
from hubspot_facade.plans.bodies import to_wire, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages, offset_after
from hubspot_facade.plans.plan import needing
from hubspot_facade.plans.waiting import HOUR, Job, ProgressFunction, wait_for
from hubspot_facade.wire.argument_types import Ids, Object
from hubspot_facade.wire.ids import id_of, ids_of, number_of, text_of
from hubspot_facade.wire.values import Id, Names

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.lists import operations as calls
    from hubspot_openapi.v2026_03.crm.lists.models import PublicObjectList

    from hubspot_facade.crm.lists.conversions import Conversions
    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.lists")

Branch: TypeAlias = Object
"""HubSpot's filterBranch: groups of filters within one another, as a mapping or as it was read."""

PAGE = 500  # HubSpot's cap

_KINDS = ("MANUAL", "DYNAMIC", "SNAPSHOT")
_CONTACTS = {"objectTypeId": "0-1", "query": ""}
_PAGE = {"limit": "page_size", "count": "page_size", "offset": "after"}


class Lists(Memberships[C]):
    """Lists of records of one type, by default of contacts ("0-1"). Ids are current ones, not those of lists v1.

    A MANUAL list is filled by hand, a DYNAMIC one by its filters, a SNAPSHOT one once by filters and then by hand.
    """

    with_raw_response = WithRawResponse["Lists[RawSync]", "Lists[RawAsync]"]()
    _noun = "list"
    _plural = "lists"

    @cached_property
    def conversions(self) -> Conversions[C]:
        """Conversions of dynamic lists into static ones."""
        from hubspot_facade.crm.lists.conversions import Conversions

        return Conversions(self._client)

    @operation(Name("Get contact list", effect="read", seeds=("000", "002"), fields=FIELDS))
    def get(self, list_id: Id, *, include_filters: bool | None = None) -> Generator[Any, Any, PublicObjectList]:
        """Get a list, with its filters on request. Raises NotFound."""
        read = calls.get_by_id(id_of(list_id, "list_id"), include_filters=include_filters)
        answer = yield from needing(read, "list_")
        return answer.list_

    @operation()
    def get_by_name(
        self, name: str, *, object_type_id: str = "0-1", include_filters: bool | None = None
    ) -> Generator[Any, Any, PublicObjectList]:
        """Get the list with this name. Raises NotFound."""
        read = calls.get_by_name(object_type_id, text_of(name, "name"), include_filters=include_filters)
        answer = yield from needing(read, "list_")
        return answer.list_

    @operation(
        Name("Create contact list", effect="create", seeds=("000",)),
        Name("Create list", effect="create", seeds=("002",), ignores=("portal_id",)),
    )
    def create(
        self,
        name: str,
        *,
        object_type_id: str = "0-1",
        processing_type: str | None = None,
        dynamic: bool | None = None,
        filter_branch: Branch | None = None,
        filters: V1Filters | None = None,
        list_folder_id: Id | None = None,
        custom_properties: Mapping[str, str] | None = None,
    ) -> Generator[Any, Any, PublicObjectList]:
        """Create a list, by default DYNAMIC with filters and MANUAL without. Returns the new list.

        `processing_type` may say SNAPSHOT.
        `filters` are those of lists v1, groups of which one must match; filters by a property's value are translated,
        for which the property's type is read. Raises InputError for a filter that cannot be translated, for
        filters of a manual list, which HubSpot would ignore, and for a dynamic list without filters.
        """
        kind = _processing(processing_type, dynamic=dynamic, filtered=filter_branch is not None or bool(filters))
        if filters:
            filter_branch = yield from _translated(object_type_id, filters, filter_branch)
        body = {
            "name": text_of(name, "name"),
            "objectTypeId": object_type_id,
            "processingType": kind,
            "filterBranch": None if filter_branch is None else _branch(filter_branch, to=calls.create),
            "listFolderId": None if list_folder_id is None else number_of(list_folder_id, "list_folder_id"),
            "customProperties": custom_properties,
        }
        answer = yield from needing(calls.create(body=without_none(body)), "list_")
        return answer.list_

    @operation(
        Name("Update list", effect="update", seeds=("002",), fields=FIELDS, ignores=("portal_id",)),
        uses=("crm.lists.get_by_id", "crm.lists.update_list_filters", "crm.lists.update_name"),
    )
    def update(
        self,
        list_id: Id,
        *,
        name: str | None = None,
        filter_branch: Branch | None = None,
        filters: V1Filters | None = None,
        object_type_id: str = "0-1",
        dynamic: bool | None = None,
    ) -> Generator[Any, Any, PublicObjectList]:
        """Change a list's name, its filters (DYNAMIC lists only), or both; one request for each.

        Returns the changed list.
        `filters` are v1's, as for `create`, for a list of this object type. `dynamic` is v1's too: a list cannot change
        its kind, so an InputError says if it is of another one, for which it is read first.
        """
        key = id_of(list_id, "list_id")
        if filters:
            filter_branch = yield from _translated(object_type_id, filters, filter_branch)
        if name is None and filter_branch is None:
            raise InputError("name", "name what to change: name or filter_branch")
        branch = None if filter_branch is None else _branch(filter_branch, to=calls.update_list_filters)
        answer: Any = None
        if dynamic is not None:
            answer = yield from needing(calls.get_by_id(key), "list_.processing_type")
            if dynamic != ((kind := answer.list_.processing_type) == "DYNAMIC"):
                raise InputError("dynamic", f"list {key} is {kind}, and a list cannot change its kind")
        if name is not None:
            answer = yield from needing(calls.update_name(key, list_name=text_of(name, "name")), "updated_list")
        if branch is not None:
            changing = calls.update_list_filters(key, body={"filterBranch": branch})
            answer = yield from needing(changing, "updated_list")
        changed: PublicObjectList = answer.updated_list
        return changed

    @operation(
        Name("Delete contact list", effect="delete", seeds=("000",), fields=FIELDS),
        Name("Delete list", effect="delete", seeds=("002",), fields=FIELDS),
    )
    def archive(self, list_id: Id) -> Plan[None]:
        """Delete a list; its records stay. It can be restored for 90 days."""
        return calls.archive(id_of(list_id, "list_id"))

    @operation()
    def wait(
        self, list_id: Id, *, timeout: float | None = HOUR, progress: ProgressFunction | None = None
    ) -> Generator[Any, Any, PublicObjectList]:
        """Wait until HubSpot has evaluated a list's filters.

        Returns the list, whose `processing_status` is COMPLETE.
        HubSpot is asked at growing intervals of up to 30 seconds, each time with the client's deadline; `progress` is
        called every time. Raises NotFound, and JobTimeout after `timeout` seconds (None: never).
        """
        key = id_of(list_id, "list_id")
        job = Job("evaluation of list", key, f"lists.wait({key})", ("COMPLETE",), ())
        answer = yield from wait_for(
            job,
            lambda: needing(calls.get_by_id(key), "list_.processing_status"),
            lambda each: each.list_.processing_status,
            timeout=timeout,
            progress=progress,
        )
        return answer.list_

    @operation()
    def restore(self, list_id: Id) -> Plan[None]:
        """Restore a deleted list."""
        return calls.restore(id_of(list_id, "list_id"))

    @operation(
        Name("Get a batch of lists", effect="read", seeds=("002",), fields={"list_ids": "ids", "list_id": "ids"})
    )
    def batch_read(
        self, ids: Ids, *, include_filters: bool | None = None
    ) -> Generator[Any, Any, list[PublicObjectList]]:
        """Read the lists with these ids; those that do not exist are left out. Any number."""
        wanted, found = ids_of(ids, "list_ids"), list[Any]()
        for start in range(0, len(wanted), 100):
            answer = yield from calls.get_all(list_ids=wanted[start : start + 100], include_filters=include_filters)
            found += answer.lists
        return found

    @listing(
        Name("List contact lists", effect="read", seeds=("000",), fields=_PAGE),
        Name("Get contact lists", effect="read", seeds=("002",), fields=_PAGE),
    )
    def list(
        self,
        *,
        query: str | None = None,
        processing_types: Names | None = None,
        object_type_id: str = "0-1",
        limit: int | None = None,
        page_size: int | None = None,
        after: int = 0,
    ) -> Pages[PublicObjectList]:
        """List every list of an object type, or those of some processing types.

        With `query`, only those that have it in their name. A page has 500.
        """
        size = page_size or min(PAGE, limit or PAGE)
        body = {"objectTypeId": object_type_id, "query": query or "", "processingTypes": processing_types}
        return _search(without_none(body), size, after, limit)

    @listing(Name("Get dynamic lists", effect="read", seeds=("002",), fields=_PAGE))
    def list_dynamic(self, *, page_size: int | None = None, after: int = 0) -> Pages[PublicObjectList]:
        """List every contact list that is filled by its filters."""
        return _search({**_CONTACTS, "processingTypes": ["DYNAMIC"]}, page_size or PAGE, after)

    @listing(Name("Get static lists", effect="read", seeds=("002",), fields=_PAGE))
    def list_static(self, *, page_size: int | None = None, after: int = 0) -> Pages[PublicObjectList]:
        """List every contact list that is filled by hand."""
        return _search({**_CONTACTS, "processingTypes": ["MANUAL", "SNAPSHOT"]}, page_size or PAGE, after)


def _processing(named: str | None, *, dynamic: bool | None, filtered: bool) -> str:
    """The processing type of a new list; InputError if the arguments contradict each other."""
    kind = None if named is None else text_of(named, "processing_type").upper()
    if kind is not None and kind not in _KINDS:
        raise InputError("processing_type", f"expected {', '.join(_KINDS)}, not {named!r}")
    if kind is not None and dynamic is not None and dynamic != (kind == "DYNAMIC"):
        raise InputError("dynamic", f"contradicts the processing type {kind}")
    is_dynamic = filtered if dynamic is None else dynamic
    kind = kind or ("DYNAMIC" if is_dynamic else "MANUAL")
    if kind == "DYNAMIC" and not filtered:
        raise InputError("filter_branch", "a dynamic list needs filters, in the current form (filterBranch)")
    if kind == "MANUAL" and filtered:
        raise InputError(
            "filter_branch", "a manual list has no filters: a DYNAMIC one follows them, a SNAPSHOT one is filled once"
        )
    return kind


def _translated(
    object_type: str, filters: V1Filters, filter_branch: Branch | None
) -> Generator[Any, Any, dict[str, Any]]:
    if filter_branch is not None:
        raise InputError("filters", "give only one of filters (v1's) and filter_branch")
    return (yield from branch_of(object_type, filters))


def _branch(filters: Branch, *, to: Callable[..., Any]) -> dict[str, Any]:
    return to_wire(filters, "filter_branch", to=to, path="filterBranch")


def _search(body: Mapping[str, Any], size: int, after: int, limit: int | None = None) -> Pages[Any]:
    return Pages(
        fetch=lambda offset: calls.search(
            body={**body, "count": size, "offset": offset, "additionalProperties": ["hs_list_size"]}
        ),
        items=lambda page: page.lists,
        after=offset_after,
        start=after,
        limit=limit,
    )
