"""Contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.basic_errors import HubSpotError, NotFound
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.record_reads import RECORD_CALLS, SEARCH_FIELDS
from hubspot_facade.late import late_module
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.former_names import FormerName
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, WithRawResponse, operation, plan_of
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.ids import text_of

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from hubspot_openapi.v2026_03.crm.associations.models import BatchResponsePublicDefaultAssociation
    from hubspot_openapi.v2026_03.crm.objects import operations as calls

    from hubspot_facade.crm.associations import associations as pairs
    from hubspot_facade.crm.contacts import v1_entries
    from hubspot_facade.crm.records import portal_dates
    from hubspot_facade.crm.records.record import Record, RecordWithAssociations
    from hubspot_facade.plans.batching import Batch
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.wire import values
    from hubspot_facade.wire.argument_types import Entries, Id, Names, Properties
else:
    calls = edition_calls("crm.objects")
    pairs = late_module("hubspot_facade.crm.associations.associations")
    portal_dates = late_module("hubspot_facade.crm.records.portal_dates")
    v1_entries = late_module("hubspot_facade.crm.contacts.v1_entries")
    values = late_module("hubspot_facade.wire.values")

_PAGE = {"limit": "page_size"}
_ENTRIES = {"contacts": "entries", "inputs": "entries"}


def as_v1(record: Any, _payload: Mapping[str, Any]) -> Any:
    """A record with what contacts v1 returned for an upsert: the id as a number, and whether it is new."""
    answer: dict[str, Any] = record.to_dict()
    key = str(answer.get("id"))
    return {**answer, "vid": int(key) if key.isascii() and key.isdecimal() else answer.get("id"), "isNew": record.new}


class Contacts(Objects[C]):
    """Contacts, identified by email."""

    with_raw_response = WithRawResponse["Contacts[RawSync]", "Contacts[RawAsync]"]()
    object_type = "contacts"
    _noun = "contact"
    _plural = "contacts"
    _keys = ("email",)
    _modified = "lastmodifieddate"
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "get": (Name("Get contact by ID", effect="read", seeds=("000", "001"), fields={"vid": "record_id"}),),
        "list": (Name("List contacts", effect="read", seeds=("000", "001"), fields=_PAGE),),
        "create": (Name("Create contact", effect="create", seeds=("000", "001", "002")),),
        "update": (
            Name("Update contact", effect="update", seeds=("000", "001")),
            Name("Update contact by vid", effect="update", seeds=("002",), fields={"vid": "record_id"}),
        ),
        "upsert": (
            Name("Create/update contact", effect="update", seeds=("000",), fields={"email": "key"}),
            Name(
                "Create or update contact by email",
                effect="update",
                seeds=("002",),
                fields={"email": "key"},
                output=as_v1,
            ),
        ),
        "archive": (
            Name("Delete contact", effect="delete", seeds=("000", "002"), fields={"vid": "record_id"}),
            Name("Archive contact", effect="delete", seeds=("001",)),
        ),
        "search": (
            Name(
                "Search contacts",
                effect="read",
                seeds=("001", "002"),
                aliases=("Search Filter Operators",),
                fields={**SEARCH_FIELDS, "q": "query", "property": "properties", "count": "page_size"},
            ),
        ),
        "batch_create": (Name("Batch create contacts", effect="create", seeds=("001",)),),
        "batch_read": (Name("Batch read contacts", effect="read", seeds=("001",), fields={"inputs": "ids"}),),
        "batch_update": (Name("Batch update contacts", effect="update", seeds=("001",)),),
        "batch_upsert": (
            Name("Batch create/update contact", effect="update", seeds=("000",)),
            Name("Batch upsert contacts", effect="update", seeds=("001",)),
        ),
        "merge": (
            Name(
                "Merge contacts",
                effect="irreversible",
                seeds=("001", "002"),
                fields={"vid": "primary_object_id", "vid_to_merge": "object_id_to_merge"},
            ),
        ),
    }

    @operation(Name("Get contact by email", effect="read", seeds=("000", "002")), uses=RECORD_CALLS)
    def get_by_email(
        self,
        email: str,
        *,
        properties: Names | None = None,
        properties_with_history: Names | None = None,
        associations: Names | None = None,
    ) -> Plan[RecordWithAssociations]:
        """Get the contact with this address, primary or secondary. Raises NotFound."""
        return plan_of(
            Objects.get,
            self,
            text_of(email, "email"),
            id_property="email",
            properties=properties,
            properties_with_history=properties_with_history,
            associations=associations,
        )

    @operation(Name("Contact exists with email?", effect="read", seeds=("000",), output="exists"))
    def exists(self, email: str) -> Generator[Any, Any, bool]:
        """Check whether a contact has this address.

        Unlike a search, this finds contacts created a moment ago.
        """
        try:
            yield from needing(calls.get_by_id("contacts", text_of(email, "email"), id_property="email"), "id")
        except NotFound:
            return False
        return True

    @operation(Name("Add contact to company", effect="create", seeds=("000",)))
    def add_to_company(self, contact_id: Id, company_id: Id) -> Plan[BatchResponsePublicDefaultAssociation]:
        """Associate a contact with a company. Returns the association that they now have."""
        return pairs.default_association("contacts", contact_id, "companies", company_id)

    @operation(Name("Update contact by email", effect="update", seeds=("002",)))
    def update_by_email(self, email: str, properties: Properties) -> Plan[Record]:
        """Change these properties of the contact with this address.

        Returns the changed contact. Raises NotFound.
        """
        key, body = text_of(email, "email"), {"properties": values.properties_of(properties)}
        return portal_dates.with_day(
            lambda body: needing(calls.update("contacts", key, body=body, id_property="email"), "id"), body
        )

    @operation(
        Name("Batch create or update contacts", effect="update", seeds=("002",), fields=_ENTRIES, ignores=("audit_id",))
    )
    def batch_create_or_update(self, entries: Entries, *, raise_errors: bool = True) -> Generator[Any, Any, Batch[Any]]:
        """Create or change contacts by `email`, or change them by `vid`. Any number. Raises BatchError.

        Returns the contacts.
        """
        by_email, by_id = v1_entries.split_by_key(entries)
        done = yield from self._upsert([given for _, given in by_email], raise_errors=False)
        changes = [given for _, given in by_id]
        try:
            updated = yield from self._write("batch_update", changes, raise_errors=False)
        except HubSpotError as error:
            if not done.done and not done.unknown:
                raise
            updated = v1_entries.failed_batch(changes, error)
        batch = v1_entries.merge_batches([(by_email, done), (by_id, updated)])
        if raise_errors:
            batch.raise_for_failures()
        return batch

    batch_write: FormerName[Batch[Any]] = FormerName("batch_create_or_update")
