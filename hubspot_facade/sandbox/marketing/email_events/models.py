"""Events and campaigns of the e-mails that were sent. They were sent and delivered; nobody opens or clicks here."""

import uuid
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.marketing.emails.models import EMAILS
from hubspot_facade.sandbox.protocol.errors import Body

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

APP, APP_NAME = 113, "Batch"
"""The app that HubSpot sends e-mails of its own editor by."""


class EmailEvents:
    """What became of the e-mails that a portal sent."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def sends(self) -> list[Body]:
        """Every send, the oldest first."""
        found: list[Any] = list(self._portal.shelf("email_send").all().values())
        return sorted(found, key=lambda one: int(one["at"]))

    def events(self) -> list[Body]:
        """Every event, the newest first."""
        return [event for send in reversed(self.sends()) for event in (self._delivered(send), self._sent(send))]

    def _event(self, send: Body, type_: str, id_: str) -> Body:
        event: Body = {
            "appId": APP,
            "appName": APP_NAME,
            "created": send["at"],
            "emailCampaignId": int(send["emailId"]),
            "id": id_,
            "portalId": self._portal.id,
            "recipient": send["to"],
            "type": type_,
        }
        return event | ({"sendId": send["sendId"]} if send["sendId"] else {})

    def _sent(self, send: Body) -> Body:
        subject = (EMAILS.find(self._portal, send["emailId"]) or {}).get("subject")
        return self._event(send, "SENT", send["statusId"]) | ({"subject": subject} if subject else {})

    def _delivered(self, send: Body) -> Body:
        # always the same id for the same send
        id_ = str(uuid.uuid5(uuid.NAMESPACE_OID, str(send["statusId"])))
        sent_by = {"id": send["statusId"], "created": send["at"]}
        return self._event(send, "DELIVERED", id_) | {"response": "250 OK", "sentBy": sent_by}

    def campaigns(self) -> list[Body]:
        """What was sent of each e-mail, the last active first."""
        together: dict[str, list[Body]] = {}
        for send in self.sends():
            together.setdefault(str(send["emailId"]), []).append(send)
        found = [self._campaign(id_, of_one) for id_, of_one in together.items()]
        return sorted(found, key=lambda one: -int(one["lastUpdatedTime"]))

    def _campaign(self, id_: str, of_one: list[Body]) -> Body:
        email = EMAILS.find(self._portal, id_) or {}
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
