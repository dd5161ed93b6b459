"""What the service keeps: inboxes, channels and their accounts, threads and what stands in them.

HubSpot makes threads of messages that come in. In the sandbox they come in through custom channels: a message of an
account's opens a thread in the account's inbox, or goes on with the one of the same `integrationThreadId`.
"""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.objects.history import History
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.owners.models import Owners
from hubspot_facade.sandbox.crm.types import BY_ID
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.instants import instant

from . import errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

CREATED = "2023-01-01T00:00:00Z"
INBOXES: dict[str, Body] = {
    "8001": {"name": "Inbox", "type": "INBOX"},
    "8002": {"name": "Help desk", "type": "HELP_DESK"},
}
CHANNELS = {"1000": "Live chat", "1001": "Facebook Messenger", "1002": "Email"}
ACCOUNTS: dict[str, Body] = {
    "8101": {
        "name": "Support",
        "channelId": "1002",
        "inboxId": "8001",
        "deliveryIdentifier": {"type": "HS_EMAIL_ADDRESS", "value": "support@example.com"},
    },
    "8102": {"name": "Chat", "channelId": "1000", "inboxId": "8001"},
}

CONVERSATION = BY_ID["0-11"]
"""What webhooks call the threads."""
CUSTOM_CHANNELS = Collection("custom_channel", first=9001, missing=errors.missing("Channel"))
CUSTOM_ACCOUNTS = Collection("custom_channel_account", first=9101, missing=errors.missing("Channel account"))
THREADS = Collection("conversation_thread", first=7001, missing=errors.missing("Thread"))
MESSAGES = Collection("conversation_message", first=None, missing=errors.missing("Message"))


def inbox(id_: str) -> Body:
    """An inbox."""
    if id_ not in INBOXES:
        raise errors.missing("Inbox")(id_)
    return {"id": id_, **INBOXES[id_], "archived": False, "createdAt": CREATED, "updatedAt": CREATED}


class Conversations:
    """The conversations of a portal, where they are held and who takes part."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def channels(self) -> dict[str, Body]:
        """Every channel by id, those that apps brought too."""
        own = {str(one["id"]): str(one["name"]) for one in CUSTOM_CHANNELS.all(self._portal)}
        return {id_: {"id": id_, "name": name} for id_, name in (CHANNELS | own).items()}

    def accounts(self) -> dict[str, Body]:
        """Every channel account by id."""
        standard = [{"id": id_, **one, "createdAt": CREATED, "authorized": True} for id_, one in ACCOUNTS.items()]
        every: list[Body] = [*standard, *CUSTOM_ACCOUNTS.all(self._portal)]
        return {str(one["id"]): {**one, "active": True, "archived": False} for one in every}

    def thread_of(self, account: Body, key: str, sender: Body) -> Body:
        """The thread of a conversation at an account, opened when there is none."""
        for one in THREADS.all(self._portal):
            if one["key"] == f"{account['id']} {key}":
                return one
        return THREADS.create(
            self._portal,
            {
                "key": f"{account['id']} {key}",
                "associatedContactId": self._contact_of(sender),
                "inboxId": account["inboxId"],
                "originalChannelId": account["channelId"],
                "originalChannelAccountId": account["id"],
                "spam": False,
                "status": "OPEN",
            },
        )

    def _contact_of(self, sender: Body) -> str:
        identifier: Body = sender.get("deliveryIdentifier") or {}
        if identifier.get("type") != "HS_EMAIL_ADDRESS":
            return ""
        return str(self._portal.service(Records).holder(BY_ID["0-1"], "email", str(identifier.get("value"))) or "")

    def add_message(self, thread: Body, body: Body) -> Body:
        """A message, comment or event that now stands in a thread; what is None is left out."""
        written: Body = (
            {"attachments": [], "richText": body.get("text", "")} if body["type"] in ("MESSAGE", "COMMENT") else {}
        )
        known = {name: one for name, one in body.items() if one is not None}
        first = not MESSAGES.all(self._portal, scope=str(thread["id"]))
        made = MESSAGES.create(
            self._portal,
            {
                "archived": False,
                "client": {"clientType": "INTEGRATION", "integrationAppId": self._portal.app_id},
                "conversationsThreadId": thread["id"],
                "senders": [],
                "recipients": [],
                **written,
                **known,
            },
            scope=str(thread["id"]),
        )
        self._portal.shelf("conversation_message_thread").put(str(made["id"]), thread["id"])
        if body["type"] == "MESSAGE":
            way = "Sent" if body["direction"] == "OUTGOING" else "Received"
            now = instant(self._portal.now())
            THREADS.save(self._portal, thread | {"latestMessageTimestamp": now, f"latestMessage{way}Timestamp": now})
        if body["type"] in ("MESSAGE", "COMMENT"):
            if first:
                self._portal.service(History).note(CONVERSATION, int(thread["id"]), "creation", changeFlag="CREATED")
            facts = {"messageId": str(made["id"]), "messageType": body["type"], "changeFlag": "NEW_MESSAGE"}
            self._portal.service(History).note(CONVERSATION, int(thread["id"]), "newMessage", **facts)
        return made

    def thread_with(self, message: str) -> str:
        """The id of the thread that a message stands in."""
        found: str | None = self._portal.shelf("conversation_message_thread").get(message)
        if found is None:
            raise errors.missing("Message")(message)
        return found

    def actor(self, id_: str) -> Body | None:
        """Who has this id: agents are users, visitors are contacts, senders of e-mail their addresses."""
        kind, _, key = id_.partition("-")
        if kind == "A":
            owner = next((one for one in self._portal.service(Owners).all() if str(one["userId"]) == key), None)
            if owner is None:
                return None
            name = f"{owner['firstName']} {owner['lastName']}"
            return {"id": id_, "type": "AGENT", "name": name, "email": owner["email"], "avatar": ""}
        if kind == "V":
            record = self._portal.service(Records).find(BY_ID["0-1"], natural(key) or 0)
            if record is None:
                return None
            values = record.properties
            name = " ".join(filter(None, (values.get("firstname"), values.get("lastname"))))
            return {"id": id_, "type": "VISITOR", "name": name, "email": values.get("email") or "", "avatar": ""}
        if kind == "E" and "@" in key:
            return {"id": id_, "type": "EMAIL", "email": key}
        if kind == "I":
            return {"id": id_, "type": "INTEGRATOR", "name": f"App {key}", "avatar": ""}
        return {"id": id_, "type": "SYSTEM"} if kind == "S" else None


def shown_thread(body: Body, *, ticket: bool = False) -> Body:
    """A thread as it is answered; its ticket only where that was asked for."""
    hidden = {"key", "updatedAt", "archivedAt", "threadAssociations" if not ticket else ""}
    shown = {name: one for name, one in body.items() if name not in hidden and one is not None}
    return {**shown, "archived": bool(body.get("archivedAt"))}
