"""Events and campaigns of the e-mails that were sent. They were sent and delivered; nobody opens or clicks here."""

import uuid
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.marketing.emails.models import EMAILS
from hubspot_facade.sandbox.protocol.errors import Body

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

APP, APP_NAME = 113, "Batch"
"""The app that HubSpot sends e-mails of its own editor by."""


def sends(portal: "Portal") -> list[Body]:
    """Every send, the oldest first."""
    found: list[Any] = list(portal.shelf("email_send").all().values())
    return sorted(found, key=lambda one: int(one["at"]))


def events(portal: "Portal") -> list[Body]:
    """Every event, the newest first."""
    return [event for send in reversed(sends(portal)) for event in (_delivered(portal, send), _sent(portal, send))]


def _event(portal: "Portal", send: Body, type_: str, id_: str) -> Body:
    event: Body = {
        "appId": APP,
        "appName": APP_NAME,
        "created": send["at"],
        "emailCampaignId": int(send["emailId"]),
        "id": id_,
        "portalId": portal.id,
        "recipient": send["to"],
        "type": type_,
    }
    return event | ({"sendId": send["sendId"]} if send["sendId"] else {})


def _sent(portal: "Portal", send: Body) -> Body:
    subject = (EMAILS.find(portal, send["emailId"]) or {}).get("subject")
    return _event(portal, send, "SENT", send["statusId"]) | ({"subject": subject} if subject else {})


def _delivered(portal: "Portal", send: Body) -> Body:
    # always the same id for the same send
    id_ = str(uuid.uuid5(uuid.NAMESPACE_OID, str(send["statusId"])))
    sent_by = {"id": send["statusId"], "created": send["at"]}
    return _event(portal, send, "DELIVERED", id_) | {"response": "250 OK", "sentBy": sent_by}


def campaigns(portal: "Portal") -> list[Body]:
    """What was sent of each e-mail, the last active first."""
    together: dict[str, list[Body]] = {}
    for send in sends(portal):
        together.setdefault(str(send["emailId"]), []).append(send)
    found = [_campaign(portal, id_, of_one) for id_, of_one in together.items()]
    return sorted(found, key=lambda one: -int(one["lastUpdatedTime"]))


def _campaign(portal: "Portal", id_: str, of_one: list[Body]) -> Body:
    email = EMAILS.find(portal, id_) or {}
    number = len(of_one)
    return {
        "id": int(id_),
        "appId": APP,
        "appName": APP_NAME,
        "contentId": int(id_),
        "name": str(email.get("name") or ""),
        "subject": str(email.get("subject") or ""),
        "type": "BATCH_EMAIL",
        "numIncluded": number,
        "numQueued": 0,
        "counters": {"sent": number, "delivered": number},
        "lastUpdatedTime": max(int(one["at"]) for one in of_one),
    }
