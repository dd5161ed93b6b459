"""Who registered for an event, came to it or cancelled: one participation for each contact."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.objects.inputs import Writer
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.types import BY_ID
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Request
from hubspot_facade.sandbox.state import instants

from . import errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

CONTACT = BY_ID["0-1"]
STATES = {"register": "REGISTERED", "attend": "ATTENDED", "cancel": "CANCELLED"}


def state_of(name: str) -> str:
    """The participation's state for the path's word, in either of its forms."""
    word = name.lower()
    for verb, state in STATES.items():
        if word in (verb, state.lower()):
            return state
    raise errors.unknown_state(name)


class Attendance:
    """Participations in the events of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._shelf = portal.shelf("attendance")

    def record(self, event: Body, state: str, contact_id: int, given: Body) -> None:
        """Set a contact's state; that it was registered once is remembered."""
        name, scope, now = str(contact_id), event["objectId"], self._portal.now()
        before: Body = self._shelf.get(name, scope) or {
            "id": f"{event['objectId']}-{contact_id}",
            "contactId": name,
            "createdAt": instants.instant(now),
        }
        after = before | {"state": state, "occurredAt": int(given.get("interactionDateTime") or now)}
        after["registered"] = bool(before.get("registered")) or state == "REGISTERED"
        seconds = _seconds(given.get("properties") or {})
        if state == "ATTENDED" and seconds is not None:
            after["seconds"] = seconds
        self._shelf.put(name, after, scope)

    def of_event(self, event: Body) -> list[Body]:
        """Every participation; those registered who did not come to a completed event are no-shows."""
        found: list[Body] = []
        for one in self._shelf.all(event["objectId"]).values():
            absent = one["state"] == "REGISTERED" and event.get("eventCompleted")
            found.append(one | {"state": "NO_SHOW"} if absent else one)
        return found

    def counters(self, event: Body) -> Body:
        """How many registered, came, cancelled, did not come."""
        found = self.of_event(event)
        states = [one["state"] for one in found]
        return {
            "registered": sum(1 for one in found if one["registered"]),
            "attended": states.count("ATTENDED"),
            "cancelled": states.count("CANCELLED"),
            "noShows": states.count("NO_SHOW"),
        }

    def show(self, event: Body, one: Body) -> Body:
        """A participation as the breakdown shows it."""
        record = self._portal.service(Records).find(CONTACT, int(one["contactId"]))
        properties = {} if record is None else record.properties
        contact = {"contactId": one["contactId"], "email": properties.get("email", "")}
        contact |= {name: properties[name] for name in ("firstname", "lastname") if name in properties}
        facts: Body = {"attendanceState": one["state"], "occurredAt": one["occurredAt"]}
        if "seconds" in one:
            facts["attendanceDurationSeconds"] = one["seconds"]
            facts["attendancePercentage"] = _percentage(event, one["seconds"])
        return {
            "id": one["id"],
            "createdAt": one["createdAt"],
            "properties": facts,
            "associations": {
                "contact": contact,
                "marketingEvent": {
                    "marketingEventId": event["objectId"],
                    "externalAccountId": event["externalAccountId"],
                    "externalEventId": event["externalEventId"],
                    "name": event["eventName"],
                },
            },
        }

    def contact_by_email(self, email: str) -> int | None:
        """The contact with an address, or None."""
        return self._portal.service(Records).holder(CONTACT, "email", email)

    def create_contact(self, request: Request, email: str, given: Body) -> int:
        """A new contact with an address."""
        properties: Body = given.get("contactProperties") or {}
        writer = Writer(self._portal, CONTACT, request.content)
        return writer.create([writer.creation({"properties": {**properties, "email": email}})])[0].id


def _seconds(properties: Any) -> int | None:
    """How long somebody stayed, from `joinedAt` and `leftAt`."""
    joined = instants.parse(str(properties.get("joinedAt") or ""))
    left = instants.parse(str(properties.get("leftAt") or ""))
    return None if joined is None or left is None else max(0, (left - joined) // 1000)


def _percentage(event: Body, seconds: int) -> str:
    start = instants.parse(str(event.get("startDateTime") or ""))
    end = instants.parse(str(event.get("endDateTime") or ""))
    if start is None or end is None or end <= start:
        return "0"
    return str(min(100, round(seconds * 100_000 / (end - start))))
