"""Single sends, which reach nobody, and SMTP tokens."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.objects.inputs import Writer
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.types import BY_ID
from hubspot_facade.sandbox.protocol.batch import completed
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, missing_fields, object_not_found, validation
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_object
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.instants import instant
from hubspot_facade.sandbox.state.user import USER

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

CONTACT = BY_ID["0-1"]


def unknown_token(id_: str) -> Refusal:
    """404: no SMTP token has the id."""
    return object_not_found(f"SMTP API token {id_} not found", context={"tokenId": [id_]})


TOKENS = Collection("smtp_token", first=None, missing=unknown_token)


class Transactional:
    """Sends and SMTP tokens of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def send(self, body: Body, content: bytes) -> Body:
        """The state of a new send. The contact of the address gets the contact properties, and is made when missing.

        `content` is that of the request, into which refusals point.
        """
        portal, message = self._portal, body["message"]
        if not is_object(message) or not message.get("to"):
            raise missing_fields(["to"], body=content)
        email_id, to = str(body["emailId"]), str(message["to"]).strip().lower()
        if natural(email_id) is None:
            raise validation("emailId must be a number", context={"emailId": [email_id]})
        shelf, send_id = self._portal.shelf("email_send"), message.get("sendId")
        for one in shelf.all().values():
            if send_id is not None and (one["sendId"], one["emailId"]) == (str(send_id), email_id):
                return _show(one)
        given = body.get("contactProperties")
        properties: Body = {**(given if is_object(given) else {}), "email": to}
        writer, records = Writer(portal, CONTACT, content), portal.service(Records)
        contact_id = records.holder(CONTACT, "email", to)
        record = None if contact_id is None else records.find(CONTACT, contact_id)
        if record is None:
            writer.create([writer.creation({"properties": properties})])
        else:
            writer.update(properties, record)
        made: Body = {
            "statusId": self._portal.identities.uuid4(),
            "emailId": email_id,
            "to": to,
            "sendId": None if send_id is None else str(send_id),
            "at": self._portal.now(),
            "customProperties": body.get("customProperties") or {},
        }
        shelf.put(made["statusId"], made)
        return _show(made)

    def status(self, id_: str) -> Body:
        """The state of a send, complete once it is asked for."""
        found: Body | None = self._portal.shelf("email_send").get(id_)
        if found is None:
            raise object_not_found(f"Send status {id_} not found", context={"statusId": [id_]})
        moment = instant(found["at"])
        event = {"id": found["statusId"], "created": moment}
        return _show(found) | completed(moment) | {"sendResult": "SENT", "eventId": event}

    def tokens(self, campaign: dict[str, str | None]) -> list[Body]:
        """The SMTP tokens, those of a campaign when its `campaignName` or `emailCampaignId` is given."""
        found = TOKENS.all(self._portal)
        for name, given in campaign.items():
            if given:
                found = [one for one in found if one[name] == given]
        return found

    def create_token(self, given: Body, *, created_by: str = USER["email"]) -> Body:
        """A new SMTP token, with its password, which is shown this once."""
        body = {
            "campaignName": str(given["campaignName"]),
            "createContact": bool(given["createContact"]),
            "createdBy": created_by,
            "emailCampaignId": str(self._portal.store.numbers("email_campaign", start=300_000_001)[0]),
        }
        return self.with_password(TOKENS.create(self._portal, body))

    def with_password(self, token: Body) -> Body:
        """The token with a new password, which no later request shows."""
        password = self._portal.identities.uuid4()
        self._portal.shelf("smtp_password").put(token["id"], password)
        return token | {"password": password}


def _show(send: Body) -> Body:
    return {"statusId": send["statusId"], "status": "PENDING", "requestedAt": instant(send["at"])}
