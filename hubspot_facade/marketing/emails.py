"""Marketing emails."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hubspot_facade.plans.bodies import Fields, require, to_wire, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.dates import Moment, moment_of
from hubspot_facade.wire.ids import id_of, names_of, text_of
from hubspot_facade.wire.values import Id, Names

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.marketing_emails import operations as calls
    from hubspot_openapi.v2026_03.marketing.marketing_emails.models import (
        EmailCreateRequest,
        EmailUpdateRequest,
        PublicEmail,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.marketing_emails")


class MarketingEmails(Resource[C]):
    """Marketing emails; drafts, revisions and statistics are separate resources."""

    with_raw_response = WithRawResponse["MarketingEmails[RawSync]", "MarketingEmails[RawAsync]"]()

    @listing(
        Name(
            "Get all marketing emails for a HubSpot account.",
            effect="read",
            seeds=("004",),
            fields={"limit": "page_size"},
        )
    )
    def list(
        self,
        *,
        created_at: Moment | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_at: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        type: Names | None = None,  # HubSpot's word
        is_published: bool | None = None,
        campaign: str | None = None,
        include_stats: bool | None = None,
        included_properties: Sequence[str] | None = None,
        archived: bool | None = None,
        sort: Sequence[str] | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[PublicEmail]:
        """List every marketing email, or those that match all given arguments.

        Emails match by their type, and by when they were created or updated: at, after or before a moment.
        """
        created = moment_of(created_after, "created_after"), moment_of(created_before, "created_before")
        updated = moment_of(updated_after, "updated_after"), moment_of(updated_before, "updated_before")
        exactly = moment_of(created_at, "created_at"), moment_of(updated_at, "updated_at")
        types: Any = None if type is None else names_of(type, "type")  # the document has one, the query takes several
        return Pages(
            fetch=lambda cursor: calls.get_all(
                created_at=exactly[0],
                created_after=created[0],
                created_before=created[1],
                updated_at=exactly[1],
                updated_after=updated[0],
                updated_before=updated[1],
                type_=types,
                is_published=is_published,
                campaign=campaign,
                include_stats=include_stats,
                included_properties=included_properties,
                archived=archived,
                sort=sort,
                limit=page_size or min(100, limit or 100),
                after=cursor,
            ),
            start=after,
            limit=limit,
        )

    @operation(Name("Get the details of a specified marketing email.", effect="read", seeds=("004",)))
    def get(
        self,
        email_id: Id,
        *,
        include_stats: bool | None = None,
        included_properties: Sequence[str] | None = None,
        archived: bool | None = None,
    ) -> Plan[PublicEmail]:
        """Get a marketing email. Raises NotFound."""
        return calls.get_by_id(
            id_of(email_id, "email_id"),
            include_stats=include_stats,
            included_properties=included_properties,
            archived=archived,
        )

    @operation(Name("Create a new marketing email.", effect="create", seeds=("004",)))
    def create(self, fields: EmailCreateRequest | Fields) -> Plan[PublicEmail]:
        """Create a marketing email as a draft; name is required, then subject, from, to, content, …

        Returns the new email.
        """
        body = to_wire(fields, to=calls.create)
        require(body, ("name",))
        text_of(body["name"], "name")
        return calls.create(body=body)

    @operation(Name("Update a marketing email.", effect="update", seeds=("004",)))
    def update(
        self, email_id: Id, fields: EmailUpdateRequest | Fields, *, archived: bool | None = None
    ) -> Plan[PublicEmail]:
        """Change fields of a marketing email; `archived` finds one that is archived.

        Returns the changed email. Raises NotFound.
        """
        return calls.update(id_of(email_id, "email_id"), body=to_wire(fields, to=calls.update), archived=archived)

    @operation(Name("Delete a marketing email.", effect="irreversible", seeds=("004",)))
    def archive(self, email_id: Id, *, archived: bool | None = None) -> Plan[None]:
        """Delete a marketing email; with `archived`, delete an archived one for good."""
        return calls.archive(id_of(email_id, "email_id"), archived=archived)

    @operation(Name("Clone a marketing email.", effect="create", seeds=("004",), fields={"id": "email_id"}))
    def clone(self, email_id: Id, *, clone_name: str | None = None, language: str | None = None) -> Plan[PublicEmail]:
        """Copy a marketing email. Returns the copy, a draft."""
        body = {"id": id_of(email_id, "email_id"), "cloneName": clone_name, "language": language}
        return calls.clone(body=without_none(body))

    @operation(Name("Publish or send a marketing email.", effect="send", seeds=("004",)))
    def publish(self, email_id: Id) -> Plan[None]:
        """Send a marketing email, or turn an automated one on.

        Marketing Hub Enterprise or the transactional add-on only.
        """
        return calls.publish_or_send(id_of(email_id, "email_id"))

    @operation(Name("Unpublish or cancel a marketing email.", effect="update", seeds=("004",)))
    def unpublish(self, email_id: Id) -> Plan[None]:
        """Cancel a scheduled email, or turn an automated one off."""
        return calls.unpublish_or_cancel(id_of(email_id, "email_id"))

    @operation(
        Name(
            "Create an A/B test variation of a marketing email.",
            effect="create",
            seeds=("004",),
            fields={"content_id": "email_id"},
        )
    )
    def create_variation(self, email_id: Id, variation_name: str) -> Plan[PublicEmail]:
        """Create the B variation of an email as a copy of it. Returns the variation."""
        body = {"contentId": id_of(email_id, "email_id"), "variationName": text_of(variation_name, "variation_name")}
        return calls.create_ab_test_variation(body=body)

    @operation(Name("Get the variation of a an A/B marketing email", effect="read", seeds=("004",)))
    def get_variation(self, email_id: Id) -> Plan[PublicEmail]:
        """Get the other variation of an A/B test. Raises NotFound."""
        return calls.get_ab_test_variation(id_of(email_id, "email_id"))
