"""Owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.errors import InputError
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.ids import number_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.owners import operations as calls
    from hubspot_openapi.v2026_03.crm.owners.models import PublicOwner

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.owners")


class Owners(Resource[C]):
    """Users that records can be assigned to; a record's `hubspot_owner_id` is an owner's `id`."""

    with_raw_response = WithRawResponse["Owners[RawSync]", "Owners[RawAsync]"]()
    _noun = "owner"
    _plural = "owners"

    @listing(Name("List owners", effect="read", seeds=("000",), fields={"limit": "page_size"}))
    def list(
        self,
        *,
        email: str | None = None,
        archived: bool | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[PublicOwner]:
        """List every owner, or those with this email; 500 a page at most."""
        return Pages(
            fetch=lambda cursor: calls.get_all(
                email=email, archived=archived, limit=page_size or min(500, limit or 100), after=cursor
            ),
            start=after,
            limit=limit,
        )

    @operation(Name("Get owner", effect="read", seeds=("000",)))
    def get(
        self,
        owner_id: Id | None = None,
        *,
        user_id: Id | None = None,
        archived: bool | None = None,
        id_property: str | None = None,
    ) -> Plan[PublicOwner]:
        """Get an owner, by the owner's id or the user's. Raises NotFound."""
        if (owner_id is None) == (user_id is None):
            raise InputError("owner_id", "give the owner's id or the user's")
        if user_id is not None:
            return calls.get_by_id(number_of(user_id, "user_id"), archived=archived, id_property="userId")
        return calls.get_by_id(number_of(owner_id, "owner_id"), archived=archived, id_property=id_property)
