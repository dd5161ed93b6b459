"""Channels that apps bring, their accounts and messages: what each route answers."""

from hubspot_facade.sandbox.protocol.errors import Body, unparsable_parameter, validation
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.state import instants

from . import errors
from .models import CUSTOM_ACCOUNTS, CUSTOM_CHANNELS, MESSAGES, THREADS, Conversations, inbox

DIRECTIONS = ("INCOMING", "OUTGOING")
STATUSES = ("SENT", "READ", "FAILED")


def get_page(request: Request) -> Answer:
    """A page of the app's channels."""
    return Answer(200, page(request, CUSTOM_CHANNELS.all(request.portal), total=True))


def create(request: Request) -> Answer:
    """A new channel."""
    return Answer(201, CUSTOM_CHANNELS.create(request.portal, request.body("name", "capabilities")))


def get(request: Request) -> Answer:
    """A channel."""
    return Answer(200, _channel(request))


def update(request: Request) -> Answer:
    """Change a channel."""
    return Answer(200, CUSTOM_CHANNELS.update(request.portal, request.params["channelId"], request.body()))


def delete(request: Request) -> Answer:
    """Delete a channel and its accounts."""
    CUSTOM_CHANNELS.erase(request.portal, str(_channel(request)["id"]))
    for account in CUSTOM_ACCOUNTS.all(request.portal):
        if account["channelId"] == request.params["channelId"]:
            CUSTOM_ACCOUNTS.erase(request.portal, account["id"])
    return Answer(204)


def get_accounts(request: Request) -> Answer:
    """A page of a channel's accounts."""
    channel = _channel(request)
    types, values = request.texts("deliveryIdentifierType"), request.texts("deliveryIdentifierValue")
    found = [
        _account_shown(one)
        for one in CUSTOM_ACCOUNTS.all(request.portal, archived=request.flag("archived"))
        if one["channelId"] == channel["id"]
        and (not types or _identifier(one).get("type") in types)
        and (not values or _identifier(one).get("value") in values)
    ]
    return Answer(200, page(request, found, total=True))


def create_account(request: Request) -> Answer:
    """Connect an account to an inbox."""
    channel, body = _channel(request), request.body("name", "inboxId", "authorized")
    inbox(str(body["inboxId"]))
    account = {**body, "inboxId": str(body["inboxId"]), "channelId": channel["id"]}
    return Answer(201, _account_shown(CUSTOM_ACCOUNTS.create(request.portal, account)))


def get_account(request: Request) -> Answer:
    """An account."""
    return Answer(200, _account_shown(_account(request, request.params["channelAccountId"])))


def update_account(request: Request) -> Answer:
    """Change an account's name, or whether it may send."""
    account = _account(request, request.params["channelAccountId"])
    changed = {name: one for name, one in request.body().items() if name in ("name", "authorized")}
    return Answer(200, _account_shown(CUSTOM_ACCOUNTS.update(request.portal, account["id"], changed)))


def create_message(request: Request) -> Answer:
    """A message that came in or went out by a channel; it opens a thread or goes on with one."""
    channel = _channel(request)
    body = request.body("text", "channelAccountId", "messageDirection", "senders")
    account = _account(request, str(body["channelAccountId"]))
    if body["messageDirection"] not in DIRECTIONS:
        raise errors.not_of("messageDirection", body["messageDirection"], DIRECTIONS)
    if body.get("timestamp") is not None and instants.parse(str(body["timestamp"])) is None:
        raise unparsable_parameter("timestamp", kind="body")
    people = body.get("senders" if body["messageDirection"] == "INCOMING" else "recipients")
    if not people:
        raise validation("A message has at least one sender and one recipient")
    key = str(body.get("integrationThreadId") or _identifier(people[0]).get("value"))
    thread = request.portal.service(Conversations).thread_of(account, key, people[0])
    message: Body = {
        name: body[name]
        for name in ("text", "richText", "recipients", "senders", "attachments", "inReplyToId")
        if name in body
    }
    made = request.portal.service(Conversations).add_message(
        thread,
        {
            **message,
            "type": "MESSAGE",
            "direction": body["messageDirection"],
            "channelId": channel["id"],
            "channelAccountId": account["id"],
            "createdBy": f"V-{thread['associatedContactId'] or thread['id']}",
            "status": {"statusType": "RECEIVED" if body["messageDirection"] == "INCOMING" else "SENT"},
            "truncationStatus": "NOT_TRUNCATED",
        },
    )
    return Answer(201, made)


def get_message(request: Request) -> Answer:
    """A message of a channel."""
    return Answer(200, _message(request))


def update_message(request: Request) -> Answer:
    """Tell what became of a message."""
    body = request.body("statusType")
    if body["statusType"] not in STATUSES:
        raise errors.not_of("statusType", body["statusType"], STATUSES)
    status: Body = {"statusType": body["statusType"]}
    if body["statusType"] == "FAILED":
        status["failureDetails"] = {"errorMessage": body.get("errorMessage") or "", "errorMessageTokens": {}}
    message = _message(request)
    scope = str(message["conversationsThreadId"])
    return Answer(200, MESSAGES.save(request.portal, message | {"status": status}, scope=scope))


def _identifier(one: Body) -> Body:
    return one.get("deliveryIdentifier") or {}


def _channel(request: Request) -> Body:
    return CUSTOM_CHANNELS.get(request.portal, request.params["channelId"])


def _account(request: Request, id_: str) -> Body:
    account = CUSTOM_ACCOUNTS.get(request.portal, id_)
    if account["channelId"] != _channel(request)["id"]:
        raise errors.missing("Channel account")(id_)
    return account


def _account_shown(account: Body) -> Body:
    return {**account, "active": True, "archived": False}


def _message(request: Request) -> Body:
    channel, id_ = _channel(request), request.params["messageId"]
    thread = THREADS.get(request.portal, request.portal.service(Conversations).thread_with(id_))
    message = MESSAGES.get(request.portal, id_, scope=str(thread["id"]))
    if message.get("channelId") != channel["id"]:
        raise errors.missing("Message")(id_)
    return message
