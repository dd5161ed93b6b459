"""Contacts in the form of contacts v1: by default with every property that has a value."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.contacts.reading import PROFILE_CALLS, Reading, read_contacts
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.errors import NotFound
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import (
    C,
    Name,
    RawAsync,
    RawSync,
    Resource,
    WithRawResponse,
    listing,
    operation,
    pages_of,
)
from hubspot_facade.plans.paging import Page, Pages
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.argument_types import Ids
from hubspot_facade.wire.ids import id_of, ids_of, names_of, text_of
from hubspot_facade.wire.values import Id, Names

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hubspot_openapi.v2026_03.crm.contacts_by_token import operations as token_calls
    from hubspot_openapi.v2026_03.crm.contacts_by_token.models import LegacyContact

    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.plan import Plan
else:
    token_calls = edition_calls("crm.contacts_by_token")


_ONE = {"property": "properties", "vid": "contact_id"}
_MANY = {"property": "properties", "vids": "ids", "vid": "ids", "contact_ids": "ids"}
_PAGE = {"property": "properties", "limit": "page_size", "count": "page_size"}


class ContactProfiles(Resource[C]):
    """Complete contacts.

    `property_mode` is "value_only" or "value_and_history", which includes former values; `show_list_memberships` adds
    the lists that each contact is on (in `additional_properties`). The defaults are those of contacts v1: everything of
    a single contact, only values of several. HubSpot's newer API returns no form submissions, so answers have none:
    `form_submission_mode` accepts contacts v1's default ("all" of a single contact, "newest" of several) and "none",
    and any other mode is an InputError. By user token, HubSpot's older API is used, which supports all modes.
    """

    with_raw_response = WithRawResponse["ContactProfiles[RawSync]", "ContactProfiles[RawAsync]"]()

    @operation(Name("Get contact by vid", effect="read", seeds=("002",), fields=_ONE), uses=PROFILE_CALLS)
    def get(
        self,
        contact_id: Id,
        *,
        properties: Names | None = None,
        property_mode: str = "value_and_history",
        form_submission_mode: str = "all",
        show_list_memberships: bool = True,
    ) -> Generator[Any, Any, Record]:
        """Get the contact with this id. Raises NotFound."""
        reading = Reading(properties, property_mode, form_submission_mode, show_list_memberships, "all")
        wanted = [id_of(contact_id, "contact_id")]
        return _one((yield from read_contacts(self._contacts(), wanted, reading)), wanted[0])

    @operation(
        Name("Get contact by email (contacts-v1)", effect="read", seeds=("002",), fields={"property": "properties"}),
        uses=PROFILE_CALLS,
    )
    def get_by_email(
        self,
        email: str,
        *,
        properties: Names | None = None,
        property_mode: str = "value_and_history",
        form_submission_mode: str = "all",
        show_list_memberships: bool = True,
    ) -> Generator[Any, Any, Record]:
        """Get the contact with this address. Raises NotFound."""
        reading = Reading(properties, property_mode, form_submission_mode, show_list_memberships, "all")
        wanted = [text_of(email, "email")]
        return _one((yield from read_contacts(self._contacts(), wanted, reading, "email")), wanted[0])

    @operation(Name("Get a batch of contacts by vid", effect="read", seeds=("002",), fields=_MANY), uses=PROFILE_CALLS)
    def batch_read(
        self,
        ids: Ids,
        *,
        properties: Names | None = None,
        property_mode: str = "value_only",
        form_submission_mode: str = "newest",
        show_list_memberships: bool = False,
        include_deletes: bool = False,
    ) -> Generator[Any, Any, list[Record]]:
        """Read the contacts with these ids, deleted ones on request; unknown ids are left out. Any number."""
        reading = Reading(properties, property_mode, form_submission_mode, show_list_memberships)
        return read_contacts(self._contacts(), ids_of(ids, "vids"), reading, include_deletes=include_deletes)

    @operation(
        Name(
            "Get a batch of contacts by email",
            effect="read",
            seeds=("002",),
            fields={"property": "properties", "email": "emails"},
        ),
        uses=PROFILE_CALLS,
    )
    def batch_read_by_email(
        self,
        emails: Names,
        *,
        properties: Names | None = None,
        property_mode: str = "value_only",
        form_submission_mode: str = "newest",
        show_list_memberships: bool = False,
        include_deletes: bool = False,
    ) -> Generator[Any, Any, list[Record]]:
        """Read the contacts with these addresses; unknown addresses are left out. Any number."""
        reading = Reading(properties, property_mode, form_submission_mode, show_list_memberships)
        wanted = names_of(emails, "emails")
        return read_contacts(self._contacts(), wanted, reading, "email", include_deletes=include_deletes)

    @listing(
        Name("Get all contacts", effect="read", seeds=("002",), fields=_PAGE),
        uses=(*PROFILE_CALLS, "crm.objects.get_page"),
    )
    def list(
        self,
        *,
        properties: Names | None = None,
        property_mode: str = "value_only",
        form_submission_mode: str = "newest",
        show_list_memberships: bool = False,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[Record]:
        """List every contact."""
        reading = Reading(properties, property_mode, form_submission_mode, show_list_memberships)
        found = pages_of(
            Objects.list, self._contacts(), properties=["email"], limit=limit, page_size=page_size, after=after
        )
        return self._whole(found, reading)

    @listing(
        Name("Get recently created contacts", effect="read", seeds=("002",), fields=_PAGE),
        uses=(*PROFILE_CALLS, "crm.objects.search"),
    )
    def list_recently_created(
        self,
        *,
        properties: Names | None = None,
        property_mode: str = "value_only",
        form_submission_mode: str = "newest",
        show_list_memberships: bool = False,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[Record]:
        """List contacts, the newest first; HubSpot returns the first 10,000."""
        reading = Reading(properties, property_mode, form_submission_mode, show_list_memberships)
        return self._recent("createdate", reading, limit, page_size, after)

    @listing(
        Name("Get recently updated or created contacts", effect="read", seeds=("002",), fields=_PAGE),
        uses=(*PROFILE_CALLS, "crm.objects.search"),
    )
    def list_recently_updated(
        self,
        *,
        properties: Names | None = None,
        property_mode: str = "value_only",
        form_submission_mode: str = "newest",
        show_list_memberships: bool = False,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[Record]:
        """List contacts by last change, the latest first; HubSpot returns the first 10,000.

        Contacts v1 went back 30 days; this has no such limit.
        """
        reading = Reading(properties, property_mode, form_submission_mode, show_list_memberships)
        return self._recent("lastmodifieddate", reading, limit, page_size, after)

    @operation(
        Name(
            "Get contact by user token",
            effect="read",
            seeds=("002",),
            fields={"utk": "user_token", "property": "properties"},
        )
    )
    def get_by_user_token(
        self,
        user_token: str,
        *,
        properties: Names | None = None,
        property_mode: str | None = None,
        form_submission_mode: str | None = None,
        show_list_memberships: bool | None = None,
    ) -> Plan[LegacyContact]:
        """Get the contact of a hubspotutk cookie, from HubSpot's older API. Raises NotFound."""
        return token_calls.get_by_token(
            text_of(user_token, "utk"),
            property_=properties,
            property_mode=property_mode,
            form_submission_mode=form_submission_mode,
            show_list_memberships=show_list_memberships,
        )

    @operation(
        Name(
            "Get a batch of contacts by user token",
            effect="read",
            seeds=("002",),
            fields={"utk": "user_tokens", "utks": "user_tokens", "property": "properties"},
        )
    )
    def batch_read_by_user_token(
        self,
        user_tokens: Names,
        *,
        properties: Names | None = None,
        property_mode: str | None = None,
        form_submission_mode: str | None = None,
        show_list_memberships: bool | None = None,
        include_deletes: bool | None = None,
    ) -> Generator[Any, Any, dict[str, LegacyContact]]:
        """Read contacts by their hubspotutk cookies, from HubSpot's older API. Any number."""
        tokens, found = names_of(user_tokens, "utks"), dict[str, Any]()
        for start in range(0, len(tokens), 100):
            answer = yield from token_calls.batch_read_by_token(
                utk=tokens[start : start + 100],
                property_=properties,
                property_mode=property_mode,
                form_submission_mode=form_submission_mode,
                show_list_memberships=show_list_memberships,
                include_deletes=include_deletes,
            )
            found |= answer
        return found

    def _contacts(self) -> Objects[Any]:
        return Objects(self._client, "contacts")

    def _recent(
        self, order: str, reading: Reading, limit: int | None, page_size: int | None, after: str | None
    ) -> Pages[Any]:
        sorts = [{"propertyName": order, "direction": "DESCENDING"}]
        found = pages_of(
            Objects.search,
            self._contacts(),
            sorts=sorts,
            limit=limit,
            page_size=page_size or min(100, limit or 100),
            after=after,
        )
        return self._whole(found, reading)

    def _whole(self, pages: Pages[Any], reading: Reading) -> Pages[Any]:
        """The same pages, with complete contacts in them."""

        def fetch(cursor: Any) -> Generator[Any, Any, Page[Any]]:
            page = yield from needing(pages.fetch(cursor), "[].id")
            wanted = [record.id for record in pages.items(page)]
            return Page((yield from read_contacts(self._contacts(), wanted, reading)), page)

        def following(page: Page[Any], cursor: Any) -> Any:
            return pages.after(page.source, cursor)  # unchanged: contacts may have been deleted since

        layout = pages_of(Objects.list, self._contacts()).layout  # the properties are those that contacts have
        return replace(pages, fetch=fetch, after=following, layout=layout)


def _one(found: Sequence[Record], key: str) -> Record:
    if not found:
        raise NotFound(f"no contact {key!r}", status=404)
    return found[0]
