"""Threads and messages: what each route answers."""

from hubspot_facade.sandbox.protocol.errors import Body, resource_not_found_page, unparsable_parameter, validation
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.state import instants

from . import errors
from .models import MESSAGES, THREADS, Conversations, shown_thread

STATUSES = ("OPEN", "CLOSED")


def get_page(request: Request) -> Answer:
    """A page of threads, in the order of their ids or of their last messages."""
    contact, status, inboxes = (
        request.text("associatedContactId"),
        request.text("threadStatus"),
        request.texts("inboxId"),
    )
    if contact and not status:
        raise validation("threadStatus must be provided when associatedContactId is")
    if contact and inboxes:
        raise validation("associatedContactId cannot be used in conjunction with inboxId")
    found = [
        one
        for one in THREADS.all(request.portal, archived=request.flag("archived"))
        if (not contact or one["associatedContactId"] == contact)
        and (not status or one["status"] == status)
        and (not inboxes or one["inboxId"] in inboxes)
    ]
    if "latestMessageTimestamp" in [each.lstrip("-") for each in request.texts("sort")]:
        after = request.moment("latestMessageTimestampAfter", blank=True)
        if after is None:
            raise unparsable_parameter("latestMessageTimestampAfter")
        found = [one for one in found if (instants.parse(one["latestMessageTimestamp"]) or 0) > after]
        found.sort(key=lambda one: str(one["latestMessageTimestamp"]))
    return Answer(200, page(request, found, default=100, most=500, show=lambda one: _shown(request, one)))


def get(request: Request) -> Answer:
    """A thread; what is none is a page of HTML for a client that does not ask for JSON."""
    id_ = request.params["threadId"]
    found = THREADS.find(request.portal, id_, archived=request.flag("archived"))
    if found is None:
        raise THREADS.missing(id_) if request.wants_json else resource_not_found_page()
    return Answer(200, _shown(request, found))


def update(request: Request) -> Answer:
    """Open or close a thread, or bring an archived one back."""
    body, archived = request.body(), request.flag("archived")
    thread = THREADS.get(request.portal, request.params["threadId"], archived=archived)
    status = body.get("status")
    if status is not None and status not in STATUSES:
        raise errors.not_of("status", status, STATUSES)
    if archived:
        if status is not None:
            raise validation("The status of an archived thread can not be updated")
        if body.get("archived") is False:
            del thread["archivedAt"]
            thread = THREADS.save(request.portal, thread)
    elif status is not None and status != thread["status"]:
        closed = instants.instant(request.portal.now()) if status == "CLOSED" else None
        thread = THREADS.save(request.portal, thread | {"status": status, "closedAt": closed})
        event: Body = {"type": "THREAD_STATUS_CHANGE", "newStatus": status, "createdBy": "S-hubspot"}
        request.portal.service(Conversations).add_message(thread, event)
    return Answer(200, _shown(request, thread))


def delete(request: Request) -> Answer:
    """Archive a thread."""
    THREADS.get(request.portal, request.params["threadId"])
    THREADS.archive(request.portal, request.params["threadId"])
    return Answer(204)


def assign(request: Request) -> Answer:
    """Give a thread to an agent."""
    actor = str(request.body("actorId")["actorId"])
    return Answer(200, _shown(request, _assigned(request, actor)))


def unassign(request: Request) -> Answer:
    """Take a thread from its agent."""
    _assigned(request, None)
    return Answer(204)


def get_messages(request: Request) -> Answer:
    """A page of what stands in a thread, the newest first unless sorted otherwise."""
    id_ = request.params["threadId"]
    THREADS.get(request.portal, id_, archived=request.flag("archived"))
    found = MESSAGES.all(request.portal, scope=id_)
    if request.text("sort") != "createdAt":
        found.reverse()
    return Answer(200, page(request, found, default=20))


def get_message(request: Request) -> Answer:
    """What stands in a thread under an id."""
    return Answer(200, _message(request))


def get_original(request: Request) -> Answer:
    """The text of a message."""
    message = _message(request)
    return Answer(200, {name: message[name] for name in ("text", "richText") if name in message})


def create_message(request: Request) -> Answer:
    """Send a message to a thread, or put a comment into it."""
    thread = THREADS.get(request.portal, request.params["threadId"])
    body = request.body("type", "text", "attachments")
    written: Body = {name: body[name] for name in ("text", "richText", "subject", "attachments") if name in body}
    if body["type"] == "COMMENT":
        author = f"A-{request.portal.user_id}"
        comment = {**written, "type": "COMMENT", "createdBy": author, "senders": [{"actorId": author}]}
        return Answer(201, request.portal.service(Conversations).add_message(thread, comment))
    if body["type"] != "MESSAGE":
        raise errors.not_of("type", body["type"], ("MESSAGE", "COMMENT"))
    body = request.body("senderActorId", "channelId", "channelAccountId", "recipients")
    if str(body["channelAccountId"]) not in request.portal.service(Conversations).accounts():
        raise errors.missing("Channel account")(str(body["channelAccountId"]))
    sender = str(body["senderActorId"])
    if not sender.startswith("A-"):
        raise validation(f"{sender} is no agent; messages are sent by agents")
    message = {
        **written,
        "type": "MESSAGE",
        "direction": "OUTGOING",
        "channelId": str(body["channelId"]),
        "channelAccountId": str(body["channelAccountId"]),
        "createdBy": sender,
        "senders": [{"actorId": sender}],
        "recipients": [_recipient(one) for one in body["recipients"]],
        "status": {"statusType": "SENT"},
        "truncationStatus": "NOT_TRUNCATED",
    }
    return Answer(201, request.portal.service(Conversations).add_message(thread, message))


def _recipient(given: Body) -> Body:
    several: list[Body] = given.get("deliveryIdentifiers") or [{}]
    identifier: Body = given.get("deliveryIdentifier") or several[0]
    shown: Body = {name: given[name] for name in ("actorId", "name", "recipientField") if name in given}
    return {**shown, "deliveryIdentifier": identifier} if identifier else shown


def _message(request: Request) -> Body:
    return MESSAGES.get(request.portal, request.params["messageId"], scope=request.params["threadId"])


def _assigned(request: Request, actor: str | None) -> Body:
    thread = THREADS.get(request.portal, request.params["threadId"])
    event = {
        "type": "ASSIGNMENT",
        "createdBy": "S-hubspot",
        "assignedFrom": thread.get("assignedTo"),
        "assignedTo": actor,
    }
    request.portal.service(Conversations).add_message(thread, event)
    return THREADS.save(request.portal, thread | {"assignedTo": actor})


def _shown(request: Request, thread: Body) -> Body:
    return shown_thread(thread, ticket="TICKET" in request.texts("association"))
