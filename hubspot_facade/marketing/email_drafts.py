"""Drafts and revisions of marketing emails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.errors import InputError
from hubspot_facade.plans.bodies import Fields, to_wire
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.ids import id_of, number_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.marketing.marketing_emails import operations as calls
    from hubspot_openapi.v2026_03.marketing.marketing_emails.models import (
        CollectionResponseWithTotalPublicEmailVersion,
        EmailUpdateRequest,
        PublicEmail,
        PublicEmailVersion,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("marketing.marketing_emails")


class EmailDrafts(Resource[C]):
    """The draft of an email, separate from its live version, and its earlier versions."""

    with_raw_response = WithRawResponse["EmailDrafts[RawSync]", "EmailDrafts[RawAsync]"]()

    @operation(Name("Get draft version of a marketing email", effect="read", seeds=("004",)))
    def get(self, email_id: Id) -> Plan[PublicEmail]:
        """Get an email's draft, or the live version if there is none. Raises NotFound."""
        return calls.get_draft(id_of(email_id, "email_id"))

    @operation(Name("Create or update draft version", effect="update", seeds=("004",)))
    def upsert(self, email_id: Id, fields: EmailUpdateRequest | Fields) -> Plan[PublicEmail]:
        """Change these fields of an email's draft. Returns the draft.

        If there is none, it is created from the live version.
        """
        return calls.upsert_draft(id_of(email_id, "email_id"), body=to_wire(fields, to=calls.upsert_draft))

    @operation(Name("Reset Draft", effect="update", seeds=("004",)))
    def reset(self, email_id: Id) -> Plan[None]:
        """Replace an email's draft with the live version."""
        return calls.reset_draft(id_of(email_id, "email_id"))

    @listing(Name("Get revisions of a marketing email", effect="read", seeds=("004",), fields={"limit": "page_size"}))
    def list_revisions(
        self,
        email_id: Id,
        *,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
        before: str | None = None,
    ) -> Pages[PublicEmailVersion]:
        """List every version of an email; with a cursor `before`, backwards page by page."""
        email = id_of(email_id, "email_id")
        if before is not None:
            if after is not None:
                raise InputError("before", "give only one of after and before")
            return Pages(
                fetch=lambda cursor: calls.get_revisions(email, limit=page_size, before=cursor),
                after=_cursor_before,
                start=before,
                limit=limit,
            )
        return Pages(
            fetch=lambda cursor: calls.get_revisions(email, limit=page_size, after=cursor), start=after, limit=limit
        )

    @operation(Name("Get a revision of a marketing email.", effect="read", seeds=("004",)))
    def get_revision(self, email_id: Id, revision_id: Id) -> Plan[PublicEmailVersion]:
        """Get a version of an email. Raises NotFound."""
        return calls.get_revision_by_id(id_of(email_id, "email_id"), id_of(revision_id, "revision_id"))

    @operation(Name("Restore a revision of a marketing email", effect="update", seeds=("004",)))
    def restore_revision(self, email_id: Id, revision_id: Id) -> Plan[None]:
        """Make an earlier version of an email the live one."""
        return calls.restore_revision(id_of(email_id, "email_id"), id_of(revision_id, "revision_id"))

    @operation(Name("Restore a revision of a marketing email to DRAFT state", effect="update", seeds=("004",)))
    def restore_revision_to_draft(self, email_id: Id, revision_id: Id) -> Plan[PublicEmail]:
        """Replace an email's draft with an earlier version; the live version is kept. Returns the draft."""
        return calls.restore_draft_revision(id_of(email_id, "email_id"), number_of(revision_id, "revision_id"))


def _cursor_before(page: CollectionResponseWithTotalPublicEmailVersion, _cursor: str) -> str | None:
    return page.paging.prev.before if page.paging and page.paging.prev else None
