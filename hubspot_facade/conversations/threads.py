"""Threads of conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hubspot_facade.errors import InputError
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.argument_types import Ids
from hubspot_facade.wire.dates import Moment, moment_of
from hubspot_facade.wire.ids import number_of, numbers_of, text_of
from hubspot_facade.wire.values import Id, shown

if TYPE_CHECKING:
    from hubspot_openapi.v2026_09.conversations.conversations import operations as calls
    from hubspot_openapi.v2026_09.conversations.conversations.models import PublicThread

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("conversations.conversations")

Status = Literal["OPEN", "CLOSED"]

PAGE = 500  # HubSpot's cap


class Threads(Resource[C]):
    """Threads: the messages exchanged with one visitor or sender in one inbox."""

    with_raw_response = WithRawResponse["Threads[RawSync]", "Threads[RawAsync]"]()
    _noun = "thread"
    _plural = "threads"

    @listing(Name("List conversation threads", effect="read", fields={"limit": "page_size"}))
    def list(
        self,
        *,
        inbox_ids: Ids | None = None,
        status: Status | None = None,
        contact_id: Id | None = None,
        ticket_id: Id | None = None,
        with_tickets: bool = False,
        latest_message_after: Moment | None = None,
        archived: bool | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[PublicThread]:
        """List threads, all or those of some inboxes, of one status, contact or ticket.

        A page has 500 at most.
        HubSpot accepts a contact only with a status and without inboxes. With `latest_message_after` threads are in the
        order of their last messages, otherwise of their ids. `with_tickets` adds each thread's ticket.
        """
        moment = moment_of(latest_message_after, "latest_message_after")
        if status is not None:
            _checked(status)
        if contact_id is not None and (status is None or inbox_ids is not None):
            raise InputError("contact_id", "HubSpot accepts a contact only together with status and without inbox_ids")
        return Pages(
            fetch=lambda cursor: calls.list_threads(
                inbox_id=None if inbox_ids is None else numbers_of(inbox_ids, "inbox_ids"),
                thread_status=status,
                associated_contact_id=None if contact_id is None else number_of(contact_id, "contact_id"),
                associated_ticket_id=None if ticket_id is None else number_of(ticket_id, "ticket_id"),
                association=["TICKET"] if with_tickets else None,
                latest_message_timestamp_after=moment,
                sort=None if moment is None else ["latestMessageTimestamp"],
                archived=archived,
                limit=page_size or min(PAGE, limit or PAGE),
                after=cursor,
            ),
            start=after,
            limit=limit,
        )

    @operation(Name("Get conversation thread", effect="read"))
    def get(self, record_id: Id, *, with_tickets: bool = False, archived: bool | None = None) -> Plan[PublicThread]:
        """Get a thread, with its ticket on request; an archived one only with `archived`. Raises NotFound."""
        return calls.get_thread(
            number_of(record_id, "thread_id"), association=["TICKET"] if with_tickets else None, archived=archived
        )

    @operation(Name("Update conversation thread", effect="update"))
    def update(self, record_id: Id, status: Status) -> Plan[PublicThread]:
        """Open or close a thread. Returns the thread. Raises NotFound."""
        return calls.update_thread(number_of(record_id, "thread_id"), body={"status": _checked(status)})

    @operation(Name("Archive conversation thread", effect="delete"))
    def archive(self, record_id: Id) -> Plan[None]:
        """Move a thread to the bin, where HubSpot purges it after 30 days."""
        return calls.archive_thread(number_of(record_id, "thread_id"))

    @operation(Name("Restore conversation thread", effect="update"))
    def restore(self, record_id: Id) -> Plan[PublicThread]:
        """Restore an archived thread. Returns the thread. Raises NotFound."""
        return calls.update_thread(number_of(record_id, "thread_id"), archived=True, body={"archived": False})

    @operation(Name("Assign conversation thread", effect="update"))
    def assign(self, record_id: Id, actor_id: str) -> Plan[PublicThread]:
        """Assign a thread to an agent ("A-123"). Returns the thread."""
        body = {"actorId": text_of(actor_id, "actor_id")}
        return calls.update_thread_assignee(number_of(record_id, "thread_id"), body=body)

    @operation(Name("Unassign conversation thread", effect="update"))
    def unassign(self, record_id: Id) -> Plan[None]:
        """Remove the assignment of a thread."""
        return calls.archive_thread_assignee(number_of(record_id, "thread_id"))


def _checked(status: str) -> str:
    if status not in ("OPEN", "CLOSED"):
        raise InputError("status", f"expected OPEN or CLOSED, not {shown(status)}")
    return status
