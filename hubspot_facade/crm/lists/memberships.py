"""Members of lists, by id or by email."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Unpack

from hubspot_facade.crm.contacts.reading import PROFILE_CALLS, Reading, add_memberships, names_in
from hubspot_facade.crm.records.batches import RecordBatches
from hubspot_facade.errors import ErrorItem, InputError, NotFound
from hubspot_facade.plans.batching import Batch, BatchEndpoint, Given, Outcome, prepared, run_batch
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.keyword_fields import shows
from hubspot_facade.plans.methods import (
    C,
    Name,
    RawAsync,
    RawSync,
    Resource,
    WithRawResponse,
    listing,
    operation,
    plan_of,
)
from hubspot_facade.plans.options import LoadOptions
from hubspot_facade.plans.paging import Pages
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.argument_types import Ids, LoadRows
from hubspot_facade.wire.ids import id_of, names_of
from hubspot_facade.wire.values import Id, Names

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hubspot_openapi.v2026_03.crm.lists import operations as calls
    from hubspot_openapi.v2026_03.crm.lists.models import ApiCollectionResponseRecordListMembership, JoinTimeAndRecordId

    from hubspot_facade.bulk.outcomes import Report
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.lists")


# HubSpot's caps: ids per request that changes a list, members per page.
CHANGE, PAGE = 1000, 250
_LOAD = ("account.account_info.get_details", "crm.objects.batch_read")
_TOLD = ("records_ids_added?", "record_ids_removed?", "record_ids_missing?")

FIELDS = {"contact_list_id": "list_id", "contact_ids": "ids", "vids": "ids"}
_PAGE = {**FIELDS, "limit": "page_size", "count": "page_size", "property": "properties"}


@dataclass(slots=True)
class MembershipChange:
    """The result of a change: ids that joined, left, or do not exist, and emails that no contact has.

    `outcomes` has every input, ids first; those that were already on the list (or not on it) are done.
    """

    added: list[str] = field(default_factory=list[str])
    removed: list[str] = field(default_factory=list[str])
    missing: list[str] = field(default_factory=list[str])
    unknown_emails: list[str] = field(default_factory=list[str])
    outcomes: list[Outcome[None]] = field(default_factory=list[Outcome[None]], repr=False)

    def raise_for_whole(self) -> None:
        """Raise when nothing was changed because HubSpot refused all ids, such as those of a dynamic list."""
        if not self.missing and not any(each.ok for each in self.outcomes):
            Batch(self._failures()).raise_for_whole()

    def _failures(self) -> list[Outcome[None]]:
        return [each for each in self.outcomes if not each.ok and not isinstance(each.error, NotFound)]

    def to_dict(self) -> dict[str, Any]:
        """HubSpot's JSON, with `emailsMissing` added, and `errors` if some ids failed for another reason."""
        failures = self._failures()
        errors = Batch(failures).to_dict() if failures else {}
        return {
            "recordsIdsAdded": self.added,
            "recordIdsRemoved": self.removed,
            "recordIdsMissing": self.missing,
            "emailsMissing": self.unknown_emails,
            **{name: errors[name] for name in ("numErrors", "errors") if name in errors},
        }


@dataclass(slots=True)
class Members:
    """A page of a list's records, each with the time when it joined."""

    results: list[Any]
    paging: Any = None

    def to_dict(self) -> dict[str, Any]:
        """The page in the shape of HubSpot's listings."""
        data: dict[str, Any] = {"results": [each.to_dict() for each in self.results]}
        return data | ({"paging": self.paging.to_dict()} if self.paging else {})


class Memberships(Resource[C]):
    """Membership of lists; only MANUAL and SNAPSHOT lists can be changed by hand."""

    with_raw_response = WithRawResponse["Memberships[RawSync]", "Memberships[RawAsync]"]()

    @operation(
        Name("Add contact to list", effect="create", seeds=("000",), fields=FIELDS),
        Name("Add contacts to list", effect="create", seeds=("002",), fields=FIELDS),
        uses=("crm.lists.add_memberships", "crm.objects.batch_read"),
    )
    def add_members(
        self, list_id: Id, ids: Ids = (), *, emails: Names = (), raise_errors: bool = True
    ) -> Generator[Any, Any, MembershipChange]:
        """Add records to a list by id, and contacts by email. Any number.

        Ids and emails that do not exist are reported, not raised; BatchError reports any other failure. Raises NotFound
        if the list does not exist.
        """
        return self._change("add_memberships", list_id, ids, emails, raise_errors)

    @operation()
    def remove_members(
        self, list_id: Id, ids: Ids = (), *, emails: Names = (), raise_errors: bool = True
    ) -> Generator[Any, Any, MembershipChange]:
        """Remove records from a list by id, and contacts by email. Any number.

        Ids and emails that do not exist are reported, not raised; BatchError reports any other failure. Raises NotFound
        if the list does not exist.
        """
        return self._change("remove_memberships", list_id, ids, emails, raise_errors)

    @operation(uses=(*_LOAD, "crm.lists.add_memberships"))
    @shows(LoadOptions)
    def bulk_add_members(
        self, list_id: Id, rows: LoadRows, *, key: str = "id", **options: Unpack[LoadOptions]
    ) -> Generator[Any, Any, Report]:
        """Add records to a list from rows, and report what became of each.

        A row is an id, or has an `id`; other columns are ignored.
        With `key="email"`, rows are addresses, or have an `email`, of contacts. Rows may be any number, from an
        iterable, a file or a table. A record or contact that does not exist is a failure of its row. For `options` see
        `LoadOptions`.
        """
        return self._load("add_memberships", list_id, rows, key, options)

    @operation(uses=(*_LOAD, "crm.lists.remove_memberships"))
    @shows(LoadOptions)
    def bulk_remove_members(
        self, list_id: Id, rows: LoadRows, *, key: str = "id", **options: Unpack[LoadOptions]
    ) -> Generator[Any, Any, Report]:
        """Remove records from a list from rows, and report what became of each.

        Rows are as for `bulk_add_members`.
        """
        return self._load("remove_memberships", list_id, rows, key, options)

    @operation()
    def remove_all_members(self, list_id: Id) -> Plan[None]:
        """Remove all members of a list that has fewer than 100,000."""
        return calls.remove_all_memberships(id_of(list_id, "list_id"))

    @listing()
    def list_members(
        self, list_id: Id, *, limit: int | None = None, page_size: int | None = None, after: str | None = None
    ) -> Pages[JoinTimeAndRecordId]:
        """List the ids on a list, each with the time when it joined; 250 a page at most."""
        key = id_of(list_id, "list_id")
        return Pages(
            fetch=lambda cursor: calls.list_memberships(key, limit=page_size or min(PAGE, limit or PAGE), after=cursor),
            start=after,
            limit=limit,
        )

    @listing(
        Name("List contact list contacts", effect="read", seeds=("000",), fields=_PAGE),
        Name("Get contacts in a list", effect="read", seeds=("002",), fields=_PAGE),
        uses=(*PROFILE_CALLS, "crm.lists.list_memberships"),
    )
    def list_contacts(
        self,
        list_id: Id,
        *,
        properties: Names | None = None,
        property_mode: str = "value_only",
        form_submission_mode: str = "newest",
        show_list_memberships: bool = False,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[Record]:
        """List the contacts on a list.

        `membershipTimestamp` in their `additional_properties` says when they joined.
        The modes are those of `contact_profiles`; with "value_and_history" the first one includes former values.
        """
        key = id_of(list_id, "list_id")
        reading = Reading(properties, property_mode, form_submission_mode, show_list_memberships)

        def fetch(cursor: str | None) -> Generator[Any, Any, Members]:
            size = page_size or min(PAGE, limit or PAGE)
            page = yield from needing(calls.list_memberships(key, limit=size, after=cursor), "[].record_id")
            records = yield from self._contacts(page.results, reading)
            return Members(records, page.paging)

        return Pages(fetch=fetch, start=after, limit=limit)

    @operation(
        Name(
            "Get contacts recently added to a list",
            effect="read",
            seeds=("002",),
            fields={**FIELDS, "count": "limit", "property": "properties"},
        ),
        uses=(*PROFILE_CALLS, "crm.lists.list_memberships_by_join_order"),
    )
    def list_recent_contacts(
        self,
        list_id: Id,
        *,
        limit: int = 100,
        properties: Names | None = None,
        property_mode: str = "value_only",
        form_submission_mode: str = "newest",
        show_list_memberships: bool = False,
    ) -> Generator[Any, Any, list[Record]]:
        """List the contacts that joined a list last, the latest first.

        All are read, as HubSpot returns the oldest first.
        The modes are those of `list_contacts`.
        """
        key = id_of(list_id, "list_id")
        reading = Reading(properties, property_mode, form_submission_mode, show_list_memberships)
        pages: Pages[Any] = Pages(
            fetch=lambda cursor: calls.list_memberships_by_join_order(key, limit=PAGE, after=cursor)
        )
        joined = yield from pages.gather("record_id")
        return (yield from self._contacts(joined[::-1][:limit], reading))

    @operation()
    def list_of_record(
        self, record_id: Id, *, object_type_id: str = "0-1"
    ) -> Plan[ApiCollectionResponseRecordListMembership]:
        """List the lists that a record, by default a contact, is on."""
        return calls.get_record_memberships(object_type_id, id_of(record_id, "record_id"))

    def _contacts(self, joined: Iterable[Any], reading: Reading) -> Generator[Any, Any, list[Any]]:
        """The contacts of these memberships, in the same order; contacts deleted meanwhile are left out."""
        since = {str(each.record_id): each.membership_timestamp for each in joined}
        contacts: RecordBatches[Any] = RecordBatches(self._client)
        contacts.object_type = "contacts"
        names = reading.properties
        former = (yield from names_in(reading)) if reading.property_mode == "value_and_history" else None
        batch = yield from plan_of(
            RecordBatches.batch_read, contacts, list(since), properties=names, properties_with_history=former
        )
        batch.raise_unless_missing()
        by_id: Mapping[str, Any] = {record.id: record for record in batch.results}
        found = [by_id[key] for key in since if key in by_id]
        for record in found:
            record.additional_properties["membershipTimestamp"] = _text(since[record.id])
        if reading.show_list_memberships:
            yield from add_memberships(found)
        return found

    def _change(
        self, name: str, list_id: Id, ids: Ids, emails: Names, raise_errors: bool
    ) -> Generator[Any, Any, MembershipChange]:
        key, given = id_of(list_id, "list_id"), prepared(ids, id_of, "ids")
        given += yield from self._by_email(names_of(emails, "emails"))
        if not given:
            raise InputError("ids", "name at least one id or email")
        batch = yield from run_batch(_endpoint(name, key), given, field="ids", raise_errors=False)
        if not batch.answers:  # an answer lists missing records, so a 404 means that the list is missing
            for outcome in batch.failures:
                if isinstance(outcome.error, NotFound) and outcome.error.method:
                    raise outcome.error
        change = MembershipChange(outcomes=batch.outcomes)
        for answer in batch.answers:
            change.added += map(str, answer.records_ids_added or ())
            change.removed += map(str, answer.record_ids_removed or ())
            change.missing += map(str, answer.record_ids_missing or ())
        change.unknown_emails = [each for each, error in given if isinstance(error, NotFound)]
        if raise_errors:
            batch.raise_unless_missing()
        return change

    def _load(self, name: str, list_id: Id, rows: Any, key: str, options: LoadOptions) -> Generator[Any, Any, Report]:
        from hubspot_facade.crm.lists import member_loads as loads  # most programs do without it

        number = id_of(list_id, "list_id")
        write = loads.changes(name, number, _endpoint(name, number), key, self._ids_by_email)
        return loads.load(write, rows, options)

    def _ids_by_email(self, emails: Sequence[str]) -> Generator[Any, Any, list[Any]]:
        """The id of the contact with each of these addresses, or the error that says why there is none."""
        found: list[Given] = yield from self._by_email(emails)
        by_email = dict(found)
        return [by_email[each.lower()] for each in emails]

    def _by_email(self, emails: Sequence[str]) -> Generator[Any, Any, list[Given]]:
        """The ids of the contacts with these emails, without duplicates; NotFound for an email that no contact has."""
        addresses = list(dict.fromkeys(each.lower() for each in emails))
        if not addresses:
            return []
        contacts: RecordBatches[Any] = RecordBatches(self._client)
        contacts.object_type = "contacts"
        batch = yield from plan_of(
            RecordBatches.batch_read, contacts, addresses, properties=["email"], id_property="email"
        )
        batch.raise_unless_missing()
        return [(each.input, each.error if each.result is None else each.result.id) for each in batch.outcomes]


def _endpoint(name: str, list_id: str) -> BatchEndpoint:
    call = calls.add_memberships if name == "add_memberships" else calls.remove_memberships
    return BatchEndpoint(
        f"crm.lists.{name}",
        lambda chunk: needing(call(list_id, body=chunk), *_TOLD),
        lambda record_id: [record_id],
        lambda _result: [],
        size=CHANGE,
        identity=lambda record_id: record_id,
        repeats="share",
        error_items=_missing,
    )


def _missing(answer: Any) -> list[ErrorItem]:
    """An error for each record that an answer lists as missing."""
    return [
        ErrorItem(f"no record has the id {each}", category="OBJECT_NOT_FOUND", context={"ids": [str(each)]})
        for each in answer.record_ids_missing or ()
    ]


def _text(moment: Any) -> Any:
    return moment.isoformat() if hasattr(moment, "isoformat") else moment
